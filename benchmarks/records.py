"""What does a large study cost in the tables: to take in, to open, to mark, to gather, to give back?

Run: .venv/bin/python benchmarks/records.py [interviews] [excerpts]; DATABASE_URL names another database than SQLite.
Processor time of this process; a PostgreSQL server's own time is not in it.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from read_study_folder import make_study

HOME = tempfile.TemporaryDirectory(prefix="samverkan-benchmark-")
os.environ["SAMVERKAN_HOME"] = str(Path(HOME.name) / "home")
REPEATS = 10


def timed(name: str, act: Callable[[], Any], repeats: int = 1) -> Any:
    """Do an act and print the mean time that it took."""
    start = time.process_time()
    for _ in range(repeats):
        result = act()
    print(f"{name:<45} {1000 * (time.process_time() - start) / repeats:>10.1f} ms")
    return result


def main(n_interviews: int, n_excerpts: int) -> None:
    """Print the table."""
    from samverkan.workbench.opening import open_workbench

    timed("open the workbench, make the tables", open_workbench)
    from samverkan.domain.coding.excerpts import Excerpt
    from samverkan.records import coding
    from samverkan.records.interviews import load_kept_interviews, load_transcript
    from samverkan.workbench.study.moving import export_study, import_study, load_evidence

    folder = Path(HOME.name) / "study"
    make_study(folder, n_interviews, n_excerpts)
    study_id = timed("import the study", lambda: import_study(folder))
    first = load_kept_interviews(study_id)[0]
    code = coding.load_kept_codes(study_id)[0].id
    code = max((one.id for one in coding.load_kept_codes(study_id)), key=coding.count_excerpts_of_code)
    marked = timed("excerpts of one interview", lambda: coding.load_excerpts_of_interview(first.id), REPEATS)
    timed("its transcript", lambda: load_transcript(first.id), REPEATS)
    timed("excerpts of one code: first 100", lambda: coding.load_excerpts_of_code(code, limit=100), REPEATS)
    every = timed("excerpts of one code: all", lambda: coding.load_excerpts_of_code(code))
    timed("count the excerpts of one code", lambda: coding.count_excerpts_of_code(code), REPEATS)
    new = (Excerpt(first.value.id, place, place + 5, marked[0].value.code, "NEW") for place in range(REPEATS))
    timed("mark one excerpt", lambda: coding.add_excerpt(first.id, next(new)), REPEATS)
    timed("gather the evidence", lambda: load_evidence(study_id))
    timed("export the study", lambda: export_study(study_id, Path(HOME.name) / "back"))
    print(f"{len(marked)} excerpts in the interview, {len(every)} with the code")


if __name__ == "__main__":
    main(*(int(one) for one in (sys.argv[1:] or ("1000", "200000"))))
