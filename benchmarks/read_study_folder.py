"""How long does it take, and how much memory, to read and check a very large study folder?

Run: .venv/bin/python benchmarks/read_study_folder.py [interviews] [excerpts]
"""

import csv
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from samverkan.domain.study import Municipality
from samverkan.files.study_folder import StudyStart, read_study_folder, start_study_folder, write_study_folder

LENGTH = 57_000
WORDS = [
    "samverkan",
    "driften",
    "blev",
    "bättre",
    "när",
    "vi",
    "åkte",
    "över",
    "till",
    "värden",
    "och",
    "fick",
    "stöd",
    "i",
    "ärendet",
    "–",
    "på",
    "riktigt",
]


def make_study(folder: Path, n_interviews: int, n_excerpts: int) -> None:
    """Write an invented study of that size."""
    rng = random.Random(1)
    start_study_folder(folder, StudyStart("Large", municipalities=(Municipality("A", "Aby"), Municipality("B", "Bby"))))
    texts = [_make_text(rng) for _ in range(50)]
    names = [f"I{index:04}" for index in range(n_interviews)]
    for index, name in enumerate(names):
        (folder / "interviews" / f"{name}.txt").write_text(texts[index % 50], encoding="utf-8")
    _write(folder / "respondents.csv", [("respondent", "municipality"), *((f"R{name}", "A") for name in names)])
    rows = [(name, f"{name}.txt", f"R{name}", "yes") for name in names]
    _write(folder / "interviews.csv", [("interview", "file", "respondents", "reviewed"), *rows])
    header = ("interview", "start", "end", "code", "coder", "valence", "concerns", "quote", "memo")
    codes = ["TECH", "TRUST", "IDENT", "CULT"]
    excerpts = []
    for index in range(n_excerpts):
        which, start, length = index % n_interviews, rng.randrange(LENGTH - 400), rng.randrange(40, 400)
        quote = texts[which % 50][start : start + length]
        code = codes[index % 4]
        excerpts.append(
            (names[which], start, start + length, code, f"K{index % 3}", "helps", "A", quote, "memo, and more")
        )
    _write(folder / "excerpts.csv", [header, *{row[:5]: row for row in excerpts}.values()])


def _make_text(rng: random.Random) -> str:
    text = " ".join(rng.choice(WORDS) for _ in range(LENGTH // 5))
    return text[: LENGTH - 1] + "."


def _write(path: Path, rows: list[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as sink:
        csv.writer(sink, lineterminator="\n").writerows(rows)


def main() -> None:
    """Print a table of steps, seconds of CPU and the peak of memory."""
    n_interviews, n_excerpts = (int(one) for one in (sys.argv[1:3] or (1000, 200_000)))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "large"
        make_study(folder, n_interviews, n_excerpts)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        started = time.process_time()
        study = read_study_folder(folder)
        read = time.process_time() - started
        started = time.process_time()
        write_study_folder(study, folder)
        written = time.process_time() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{n_interviews} interviews of {LENGTH} characters, {len(study.evidence.excerpts)} excerpts")
    print(f"read and check   {read:6.1f} s CPU")
    print(f"write unchanged  {written:6.1f} s CPU")
    print(f"peak memory      {peak:6.0f} MiB ({before:.0f} before reading)")
    print(f"errors {len(study.errors)}, notes {len(study.notes)}; the first: {study.problems[:1]}"[:300])


if __name__ == "__main__":
    main()
