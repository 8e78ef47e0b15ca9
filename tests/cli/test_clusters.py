"""`samverkan clusters`, as a person and a script type it."""

import json
import zipfile

import pytest
from click.testing import CliRunner

from make import EXAMPLES
from samverkan.cli.main import main

EXAMPLE = EXAMPLES / "clusters-plan"


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setenv("SAMVERKAN_LANGUAGE", "en")
    return lambda *arguments: CliRunner().invoke(main, ["clusters", *(str(one) for one in arguments)])


@pytest.fixture
def found(run):
    result = run(EXAMPLE, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_every_municipality_is_in_one_cluster_and_amounts_add_up(found):
    for partition in (found["cheapest"], *found["keys"].values()):
        together = [member for one in partition["clusters"] for member in one["members"]]
        assert sorted([*together, *partition["alone"]]) == sorted(found["members"])
        assert partition["cost_ore"] + partition["saving_ore"] == sum(found["alone_ore"].values())
    for partition in found["keys"].values():
        for one in partition["clusters"]:
            assert sum(partition["shares_ore"][member] for member in one["members"]) == one["cost_ore"]
    assert sum(found["cheapest"]["shares_ore"].values()) == pytest.approx(found["cheapest"]["cost_ore"], abs=50)


def test_no_key_saves_more_than_the_cheapest_clusters_and_each_forgoes_what_it_says(found):
    best = found["cheapest"]

    assert best["proven"] is True
    for one in found["keys"].values():
        assert one["saving_lost"] == pytest.approx(1 - one["saving_ore"] / best["saving_ore"], abs=1e-6)
        assert one["saving_lost"] >= 0


def test_the_limits_of_the_study_are_kept_and_those_typed_go_before_them(run, found):
    closer = json.loads(run(EXAMPLE, "--json", "--within", "40", "--largest", "3").stdout)

    assert all(one["longest_km"] <= 90 and len(one["members"]) <= 6 for one in found["cheapest"]["clusters"])
    assert all(one["longest_km"] <= 40 and len(one["members"]) <= 3 for one in closer["cheapest"]["clusters"])
    assert closer["cheapest"]["cost_ore"] >= found["cheapest"]["cost_ore"]


def test_a_person_reads_the_answer_and_finds_the_files(run, tmp_path):
    result = run(EXAMPLE, "-o", tmp_path)

    assert result.exit_code == 0, result.output
    assert "It is proven that no other clusters cost less." in result.stdout
    page = (tmp_path / "clusters.html").read_text(encoding="utf-8")
    assert "Everything in this study is invented." in page
    assert page.count("<svg") == 4
    assert zipfile.is_zipfile(tmp_path / "clusters.xlsx")
    results = json.loads((tmp_path / "clusters.json").read_text(encoding="utf-8"))
    assert {one["municipality"] for one in results["tables"]["municipalities"]["rows"]} == set(results["members"])


def test_the_answer_is_in_swedish_when_asked_for(run):
    result = run(EXAMPLE, "--language", "sv")

    assert "Det är bevisat att inga andra kluster kostar mindre." in result.stdout
    assert "De billigaste klustren, tkr om året" in result.stdout


def test_several_processes_give_the_same_answer(run, found):
    again = json.loads(run(EXAMPLE, "--json", "--processes", "2").stdout)

    assert again == found


def test_a_folder_without_a_model_is_refused_with_what_to_do_and_nothing_is_written(run, tmp_path):
    (tmp_path / "study").mkdir()
    (tmp_path / "study" / "study.toml").write_text('[study]\ntitle = "Prov"\n', encoding="utf-8")
    (tmp_path / "study" / "municipalities.csv").write_text("municipality,name\nA,Aby\n", encoding="utf-8")

    result = run(tmp_path / "study", "-o", tmp_path / "out")

    assert result.exit_code == 2
    assert "The study states no cost model" in result.output
    assert not (tmp_path / "out").exists()
