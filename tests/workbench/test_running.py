"""Repeated work gives the same in one process, in several and on a cluster, and can be stopped."""

import os
import signal
import socket
import subprocess
import sys
import time
from functools import partial
from math import factorial

import numpy as np
import pytest

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.words import SWEDISH
from samverkan.methods.qca.reanalysis import Analysis
from samverkan.methods.qca.robustness.rerun import solve_initial
from samverkan.methods.qca.robustness.sweeps import Noise, NoiseKind, NoisePlan, sweep_noise
from samverkan.methods.qca.sets import make_outcome, make_sets
from samverkan.methods.qca.truth_table import Cutoffs
from samverkan.workbench import running
from samverkan.workbench.running import count_processors, open_mapper
from workbench.work import die_at_seven, sleep_and_tell, tell_process

INTERRUPTED = """
import os, time
from samverkan.workbench.running import open_mapper

def tell(done, total):
    print(done, flush=True)

if __name__ == "__main__":
    with open_mapper(processes=2, progress=tell) as mapper:
        print("end", len(list(mapper(time.sleep, [0.6, 0.05] + [30.0] * 20))))
"""

WITHOUT_DASK = """
import sys
sys.modules["distributed"] = None
from samverkan.domain.errors import WorkbenchError
from samverkan.workbench.running import open_mapper

try:
    with open_mapper(scheduler="tcp://127.0.0.1:8786"):
        print("opened")
except WorkbenchError as error:
    print(error)
"""


@pytest.fixture(scope="module")
def cluster():
    distributed = pytest.importorskip("distributed", reason="the extra `distributed` is not installed")
    settings = {"processes": False, "protocol": "tcp://", "dashboard_address": ":0"}
    with distributed.LocalCluster(n_workers=1, threads_per_worker=2, **settings) as started:
        yield started


def make_sweep():
    """Return a noise sweep that only lacks its mapper: 60 runs on fuzzy data."""
    rng = np.random.default_rng(8)
    values = rng.random((40, 4))
    outcome = np.clip(values[:, 0] * values[:, 1] + rng.normal(0, 0.1, 40), 0, 1)
    recipe = Analysis(make_sets(values, list("ABCD")), make_outcome(outcome, 40), Cutoffs(0.8))
    plan = NoisePlan((Noise(NoiseKind.PERTURB, 0.05),), n_runs=60, seed=3)
    return partial(sweep_noise, recipe, solve_initial(recipe), plan)


@pytest.fixture
def eager(monkeypatch):
    """Processes are started for work that is in truth too small for them."""
    monkeypatch.setattr(running, "TRIAL_SECONDS", 0.0)
    monkeypatch.setattr(running, "WORTH_SECONDS", 0.0)


def test_one_process_several_and_a_cluster_give_the_same_for_the_same_seed(eager, cluster):
    sweep = make_sweep()
    here = sweep(map)

    with open_mapper(processes=1) as alone, open_mapper(processes=2) as pool:
        found = [sweep(alone), sweep(pool)]
    with open_mapper(scheduler=cluster.scheduler_address) as dask:
        found.append(sweep(dask))

    assert found == [here, here, here]
    assert 0 < here[0].same < 1


def test_a_pool_is_used_again_and_keeps_the_order(eager):
    numbers = list(range(200))

    with open_mapper(processes=2) as mapper:
        first, second = list(mapper(factorial, numbers)), list(mapper(abs, numbers))

    assert first == [factorial(number) for number in numbers]
    assert second == numbers


def test_progress_is_told_after_each_item(eager):
    heard = []

    with open_mapper(processes=2, progress=lambda done, total: heard.append((done, total))) as mapper:
        list(mapper(abs, [-1, -2, -3]))

    assert heard == [(1, 3), (2, 3), (3, 3)]


def test_small_work_is_done_in_this_process():
    with open_mapper(processes=2) as mapper:
        results = list(mapper(tell_process, list(range(50))))

    assert set(results) == {os.getpid()}


def test_a_slow_start_does_not_make_the_work_long():
    with open_mapper(processes=2) as mapper:
        results = list(mapper(sleep_and_tell, [0.29] + [0.001] * 100))

    assert set(results) == {os.getpid()}


def test_work_that_takes_its_time_is_shared(monkeypatch):
    monkeypatch.setattr(running, "WORTH_SECONDS", 2.0)

    with open_mapper(processes=2) as mapper:
        results = list(mapper(sleep_and_tell, [0.15] * 24))

    assert len(set(results)) > 1
    assert results[0] == os.getpid()


def test_no_items_give_no_results():
    with open_mapper(processes=2) as mapper:
        assert list(mapper(abs, [])) == []


def test_a_fault_in_the_work_is_the_same_fault_everywhere(eager, cluster):
    for where in ({"processes": 1}, {"processes": 2}, {"scheduler": cluster.scheduler_address}):
        with pytest.raises(ValueError, match="negative"), open_mapper(**where) as mapper:
            list(mapper(factorial, [1, 2, 3, -1, 5]))


def test_a_process_that_dies_ends_the_work_with_a_remedy(eager):
    with pytest.raises(WorkbenchError) as found, open_mapper(processes=2) as mapper:
        list(mapper(die_at_seven, list(range(20))))

    assert str(found.value) == (
        "A process ended in the middle of the work, perhaps for want of memory. Try with --processes 1."
    )
    assert found.value.in_language(SWEDISH).startswith("En process avslutades mitt i arbetet")


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is another signal there")
def test_an_interruption_ends_all_processes_at_once(tmp_path):
    script = tmp_path / "interrupted.py"
    script.write_text(INTERRUPTED, encoding="utf-8")
    started = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, text=True
    )
    assert started.stdout.readline() == "1\n"
    # Time for the workers to come and take their 30 seconds each.
    time.sleep(2.5)

    os.killpg(started.pid, signal.SIGINT)
    before = time.perf_counter()
    # It returns when nobody holds the pipes any longer, the workers neither.
    output, errors = started.communicate(timeout=20)

    assert time.perf_counter() - before < 10
    assert "end" not in output
    assert "KeyboardInterrupt" in errors


@pytest.mark.parametrize(("processes", "written"), [(0, "0"), (-2, "−2")])
def test_no_processes_are_refused(processes, written):
    with pytest.raises(WorkbenchError) as found, open_mapper(processes=processes):
        pass

    assert str(found.value) == f"The number of processes is {written}. Give at least 1."


def test_processors_are_those_that_this_process_may_use():
    assert 1 <= count_processors() <= os.cpu_count()


def test_without_dask_a_scheduler_says_how_to_install_it():
    done = subprocess.run([sys.executable, "-c", WITHOUT_DASK], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == (
        '--scheduler needs Dask, which is not installed. Install it with: pip install "samverkan[distributed]"'
    )


@pytest.mark.parametrize("address", ["cluster", "http://127.0.0.1:8786", "tcp://127.0.0.1"])
def test_what_is_no_address_is_refused(address):
    pytest.importorskip("distributed")

    with pytest.raises(WorkbenchError) as found, open_mapper(scheduler=address):
        pass

    assert str(found.value) == f'"{address}" is no address of a Dask scheduler. Write it as tcp://server:8786.'


def test_an_address_where_nobody_answers_is_named(monkeypatch):
    on_dask = pytest.importorskip("samverkan.workbench.running_on_dask")
    monkeypatch.setattr(on_dask, "ANSWER_SECONDS", 0.5)

    with pytest.raises(WorkbenchError) as found, open_mapper(scheduler="tcp://127.0.0.1:9"):
        pass

    assert str(found.value) == (
        "No Dask scheduler answers at tcp://127.0.0.1:9. Start one with `dask scheduler`, or mend the address."
    )


def test_one_who_listens_and_says_nothing_is_no_scheduler(monkeypatch):
    on_dask = pytest.importorskip("samverkan.workbench.running_on_dask")
    monkeypatch.setattr(on_dask, "ANSWER_SECONDS", 0.5)
    monkeypatch.setattr(on_dask, "GRACE_SECONDS", 1)

    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(WorkbenchError) as found, open_mapper(scheduler=address):
            pass

    assert str(found.value).startswith(f"No Dask scheduler answers at {address}.")


def test_a_cluster_without_workers_is_told_to_start_one(monkeypatch):
    distributed = pytest.importorskip("distributed")
    on_dask = pytest.importorskip("samverkan.workbench.running_on_dask")
    monkeypatch.setattr(on_dask, "ANSWER_SECONDS", 0.5)

    with distributed.LocalCluster(n_workers=0, processes=False, protocol="tcp://", dashboard_address=":0") as empty:
        address = empty.scheduler_address
        with pytest.raises(WorkbenchError) as found, open_mapper(scheduler=address):
            pass

    assert str(found.value) == (
        f"The Dask scheduler at {address} has no workers. Start one with `dask worker {address}`."
    )


def test_a_cluster_that_loses_its_workers_does_not_wait_for_ever(monkeypatch):
    distributed = pytest.importorskip("distributed")
    on_dask = pytest.importorskip("samverkan.workbench.running_on_dask")
    monkeypatch.setattr(on_dask, "ANSWER_SECONDS", 2)
    settings = {"processes": False, "protocol": "tcp://", "dashboard_address": ":0"}

    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, **settings) as shrinking:
        address = shrinking.scheduler_address
        with open_mapper(scheduler=address) as mapper:
            results = iter(mapper(time.sleep, [0.1] * 200))
            next(results)
            shrinking.scale(0)
            with pytest.raises(WorkbenchError) as found:
                list(results)

    assert str(found.value) == f"The cluster at {address} was lost in the middle of the work. See its logs."


def test_a_cluster_with_another_version_is_refused(cluster, monkeypatch):
    on_dask = pytest.importorskip("samverkan.workbench.running_on_dask")
    monkeypatch.setattr(on_dask, "installed_version", _old_version)

    with pytest.raises(WorkbenchError) as found, open_mapper(scheduler=cluster.scheduler_address):
        pass

    assert str(found.value).startswith(
        f"The scheduler and the workers at {cluster.scheduler_address} must have version"
    )


def _old_version():
    return "0.0.1"
