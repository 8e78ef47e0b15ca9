"""results.json."""

import json

from make import CLUSTER, make_evidence, make_excerpt, make_score
from samverkan.domain.report.evaluation import evaluate_evidence
from samverkan.files.report_json import write_json


def results_of(evidence) -> dict:
    return json.loads("".join(write_json(evaluate_evidence(evidence))))


def test_every_cell_leads_back_to_its_judgements_and_excerpts():
    evidence = make_evidence(scores=(make_score("R1", 0.33),), excerpts=(make_excerpt("I1"),))

    rows = results_of(evidence)["tables"]["cells"]["rows"]

    (cell,) = [row for row in rows if row["id"] == f"cell:{CLUSTER}:TRUST"]
    assert (cell["median"], cell["n_scored"]) == (0.33, 1)
    assert cell["trace"] == ["score:NORD:TRUST:R1:KA", "excerpt:I1:0-10"]


def test_a_withheld_quote_is_not_in_the_file():
    evidence = make_evidence(excerpts=(make_excerpt("I1"),))
    closed = tuple(one.__class__(one.id, one.file, one.respondents, has_consent=False) for one in evidence.interviews)

    text = "".join(write_json(evaluate_evidence(make_evidence(excerpts=(make_excerpt("I1"),), interviews=closed))))

    assert "Vi litar p" not in text
    assert "Withheld" in text


def test_the_same_study_gives_the_same_bytes():
    evidence = make_evidence(scores=(make_score("R1"), make_score("R2", 1.0)), excerpts=(make_excerpt("I1"),))

    texts = ["".join(write_json(evaluate_evidence(evidence))) for _ in range(2)]

    assert texts[0] == texts[1]


def test_an_empty_study_has_all_tables_without_rows():
    evidence = make_evidence({}, scores=(), indicators=())

    tables = results_of(evidence)["tables"]

    told = ("members", "unknowns", "cells", "patterns", "sharing")
    assert [key for key, table in tables.items() if table["rows"] and key not in told] == []
    assert [row["kind"] for row in tables["patterns"]["rows"]] == ["Why there is no analysis"]
    assert len(tables) == 20
