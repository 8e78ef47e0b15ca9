"""Time and memory to check, evaluate and write a study of many interviews: `python benchmarks/study.py`.

Makes seeded, Swedish-like studies of 100 and of 1,000 interviews with 8,000 words each, and prints CPU seconds and peak
memory of each step in a process of its own. `--small` makes a tenth of that, to try the benchmark itself.
"""

import argparse
import csv
import gc
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS_EACH = 8_000
EXCERPTS_EACH = 200
CODERS = ("KA", "EL", "MO", "BI", "TU")
SYLLABLES = [
    "för",
    "tro",
    "end",
    "sam",
    "ver",
    "kan",
    "kom",
    "mun",
    "nät",
    "drift",
    "stöd",
    "vär",
    "den",
    "små",
    "led",
    "ning",
    "kost",
    "nad",
    "nyc",
    "kel",
    "möt",
    "stor",
    "lit",
    "gräns",
    "är",
]
VALENCES = ("helps", "hinders", "mixed", "neutral", "")
FACTORS = [
    "TECH",
    "TRUST",
    "IDENT",
    "CULT",
    "PREST",
    "GOAL",
    "GOV",
    "LEAD",
    "SIZE",
    "COMM",
    "RES",
    "ROLE",
    "COSTKEY",
    "SUPP",
    "HIST",
    "PROX",
    "STAFF",
    "DEMO",
    "EXIT",
]
GAINS = ["G_KNOW", "G_RECR", "G_ECON", "G_QUAL", "G_DEV", "G_NEGO"]
COSTS = ["C_MONEY", "C_CTRL", "C_COORD", "C_LOCAL", "C_TRANS", "C_LOCK", "C_DEMOC"]


def make_study(folder: Path, interviews: int, municipalities: int) -> None:
    """Write a study folder; the same numbers give the same files."""
    chance = random.Random(interviews)
    (folder / "interviews").mkdir(parents=True)
    (folder / "study.toml").write_text(
        '[study]\ntitle = "Benchmark"\nlanguage = "sv"\ndesign = "descriptive"\ninvented = true\n\n'
        '[size]\nrule = "population"\nlarge_from = 25000\n\n'
        '[comparison]\noutcome = "outcome"\nsuccess = ["continues"]\nfailure = ["ended"]\n',
        encoding="utf-8",
    )
    places = [f"M{number:03}" for number in range(municipalities)]
    clusters = [f"C{number:02}" for number in range(max(1, municipalities // 6))]
    home = {place: clusters[number % len(clusters)] for number, place in enumerate(places)}
    _write(folder, "municipalities", ["municipality", "name", "county"], [(one, f"Ort {one}", "") for one in places])
    _write(
        folder,
        "collaborations",
        ["collaboration", "name", "form", "start", "end", "services", "outcome", "source"],
        [
            (one, f"Samverkan {one}", "joint-committee", "2015", "", "", chance.choice(["continues", "ended"]), "")
            for one in clusters
        ],
    )
    _write(
        folder,
        "memberships",
        ["collaboration", "municipality", "from", "to", "role"],
        [
            (home[one], one, "2015", "", "host" if number < len(clusters) else "member")
            for number, one in enumerate(places)
        ],
    )
    _write(
        folder,
        "indicators",
        ["municipality", "collaboration", "indicator", "period", "value", "unit", "source", "status"],
        [
            (one, "", "population", year, chance.randrange(3_000, 100_000), "", "made", "")
            for one in places
            for year in range(2019, 2025)
        ],
    )
    people = [f"R{number:04}" for number in range(interviews)]
    where = {person: places[number % municipalities] for number, person in enumerate(people)}
    _write(
        folder,
        "respondents",
        ["respondent", "municipality", "collaboration", "function", "label"],
        [(one, where[one], home[where[one]], "IT", f"Person {one}") for one in people],
    )
    _write(
        folder,
        "codebook",
        ["code", "parent", "kind", "name_en", "name_sv", "definition", "include", "exclude", "example", "anchors"],
        [
            (code, "", kind, code, code, "", "", "", "", "")
            for kind, codes in (("factor", FACTORS), ("gain", GAINS), ("cost", COSTS))
            for code in codes
        ],
    )
    texts = _write_interviews(folder, people, chance)
    _write_coding(folder, people, where, texts, chance)
    _write(
        folder,
        "scores",
        ["case", "factor", "respondent", "coder", "score", "asked", "reason"],
        [
            (home[where[one]], code, one, "KA", chance.choice(["0", "0.33", "0.67", "1", ""]), "yes", "")
            for one in people
            for code in FACTORS
        ],
    )


def _write_interviews(folder: Path, people: list[str], chance: random.Random) -> list[str]:
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(6_000)]
    texts = []
    for number, person in enumerate(people):
        turns = []
        for turn in range(WORDS_EACH // 80):
            words = " ".join(chance.choices(vocabulary, k=80))
            turns.append(f"{'Intervjuare' if turn % 2 else person}: {words.capitalize()}.")
        (folder / "interviews" / f"I{number:04}.txt").write_text("\n\n".join(turns) + "\n", encoding="utf-8")
        texts.append("\n\n".join(turn.split(": ", 1)[1] for turn in turns))
    rows = [
        (f"I{number:04}", f"I{number:04}.txt", one, "2024-03-01", "sv", "yes", "yes")
        for number, one in enumerate(people)
    ]
    _write(folder, "interviews", ["interview", "file", "respondents", "date", "language", "consent", "reviewed"], rows)
    return texts


def _write_coding(
    folder: Path, people: list[str], where: dict[str, str], texts: list[str], chance: random.Random
) -> None:
    codes = [*FACTORS, *GAINS, *COSTS]
    rows = []
    for number, person in enumerate(people):
        coders = CODERS[:2] if number % 10 == 0 else CODERS[:1]
        for place in sorted(chance.sample(range(len(texts[number]) - 400), EXCERPTS_EACH)):
            code, end = chance.choice(codes), place + chance.randint(40, 300)
            concerns = where[person] if code not in FACTORS else ""
            quote = texts[number][place:end]
            rows.append(
                (
                    f"I{number:04}",
                    place,
                    end,
                    code,
                    chance.choice(coders),
                    chance.choice(VALENCES),
                    concerns,
                    "",
                    quote,
                    "",
                    "",
                )
            )
    columns = [
        "interview",
        "start",
        "end",
        "code",
        "coder",
        "valence",
        "concerns",
        "status",
        "quote",
        "memo",
        "marked_at",
    ]
    _write(folder, "excerpts", columns, rows)


def _write(folder: Path, name: str, columns: list[str], rows: list[tuple[object, ...]]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as sink:
        writer = csv.writer(sink, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def time_steps(folder: Path, output: Path) -> dict[str, float]:
    """Return the CPU seconds of each step and the peak memory in MiB; runs in a process of its own."""
    gc.disable()  # as the command does
    clock = [time.process_time()]

    def lap() -> float:
        clock.append(time.process_time())
        return clock[-1] - clock[-2]

    from samverkan.domain.report.evaluation import evaluate_evidence
    from samverkan.files.report_html.render import render_report
    from samverkan.files.report_json import write_json
    from samverkan.files.report_xlsx import write_workbook
    from samverkan.files.study_folder import read_study_folder
    from samverkan.workbench.report.pictures import draw_pictures

    steps = {"import": lap()}
    read = read_study_folder(folder)
    steps["read and check"] = lap()
    evaluation = evaluate_evidence(read.evidence)
    steps["evaluate"] = lap()
    pictures = draw_pictures(evaluation, "sv")
    steps["draw"] = lap()
    report = render_report(evaluation, pictures, "sv", "2026-01-01 12:00")
    (output / "report.html").write_text(report, encoding="utf-8")
    steps["write report"] = lap()
    (output / "tables.xlsx").write_bytes(write_workbook(evaluation, "sv"))
    steps["write tables"] = lap()
    with (output / "results.json").open("w", encoding="utf-8") as sink:
        sink.writelines(write_json(evaluation))
    steps["write results"] = lap()
    steps["all"] = clock[-1] - clock[0]
    steps["peak MiB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    steps["report MiB"] = len(report.encode()) / 2**20
    return steps


def main() -> None:
    """Make the studies, time the steps and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="10 and 100 interviews")
    parser.add_argument("--step", nargs=2, metavar=("FOLDER", "OUTPUT"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.step:
        print(json.dumps(time_steps(*map(Path, asked.step))))
        return
    sizes = [(10, 8), (100, 29)] if asked.small else [(100, 29), (1_000, 290)]
    columns = []
    for interviews, municipalities in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder, output = Path(name, "study"), Path(name, "out")
            output.mkdir()
            make_study(folder, interviews, municipalities)
            run = [sys.executable, __file__, "--step", str(folder), str(output)]
            done = subprocess.run(run, capture_output=True, text=True, check=True, env=os.environ)
            columns.append(json.loads(done.stdout.splitlines()[-1]))
    print(f"{'CPU seconds':<16}" + "".join(f"{f'{n:,} interviews':>18}" for n, _ in sizes) + f"{'growth':>9}")
    for step in columns[0]:
        first, second = (column[step] for column in columns)
        print(f"{step:<16}{first:>18.2f}{second:>18.2f}{second / max(first, 1e-9):>8.1f}×")


if __name__ == "__main__":
    main()
