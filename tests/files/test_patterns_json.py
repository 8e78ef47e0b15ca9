"""patterns.json."""

import json

from make_patterns import AMBIGUOUS, make_analysis, make_case_table, make_multivalue_table, make_told_table
from samverkan.files.patterns_json import patterns_object


def object_of(analysis):
    return json.loads(json.dumps(patterns_object(analysis), allow_nan=False))


def test_the_models_of_both_sides_are_lists_of_terms():
    found = object_of(make_analysis(make_case_table(AMBIGUOUS, ("TRUST", "OFFICE"))))

    present, absent = found["sides"]["present"], found["sides"]["absent"]
    assert present["solutions"]["parsimonious"]["models"] == [["TRUST"], ["OFFICE"]]
    assert present["solutions"]["parsimonious"]["n_models"] == 2
    assert absent["solutions"]["conservative"]["models"] == [["~TRUST*~OFFICE"]]


def test_every_row_of_every_table_leads_somewhere():
    tables = object_of(make_analysis(make_told_table()))["tables"]

    silent = {key for key, table in tables.items() for row in table["rows"] if not row["trace"]}
    assert silent - {"memberships"} == set()


def test_a_membership_leads_to_what_it_rests_on():
    rows = object_of(make_analysis(make_told_table()))["tables"]["memberships"]["rows"]

    (one,) = [row for row in rows if row["case"] == "Alby" and row["set"] == "TRUST"]
    assert (one["value"], one["trace"]) == (1.0, ["score:NORD:TRUST:R1:KA"])


def test_a_figure_that_cannot_be_had_is_null():
    found = object_of(make_analysis(make_case_table({"Alby": (1, 0), "Berga": (0, 0)}, ("TRUST",))))

    single = [row for row in found["tables"]["necessity"]["rows"] if row["side"] == "present" and row["single"]]
    assert [row["inclusion"] for row in single] == [None, None]


def test_seed_version_settings_and_inputs_stand_in_the_head():
    found = object_of(make_analysis(make_told_table(), seed=7))

    assert (found["seed"], found["settings"]["cutoffs"]["inclusion"]) == (7, 0.8)
    assert found["inputs"] == {"data.csv": "0123456789abcdef"}
    assert len(found["fingerprint"]) == 16


def test_expectations_stand_under_their_conditions():
    expected = (frozenset({1}), frozenset(), frozenset({0}))

    found = object_of(make_analysis(make_told_table(), expectations=expected))

    assert found["settings"]["expectations"] == {"TRUST": [1], "HOST": [0]}
    assert "intermediate" in found["sides"]["present"]["solutions"]


def test_levels_are_written_in_braces():
    found = object_of(make_analysis(make_multivalue_table()))

    assert "FORM{2}" in found["sides"]["present"]["solutions"]["parsimonious"]["models"][0]


def test_decisive_cases_have_their_names():
    rows = {"Alby": (1, 1, 1), "Berga": (0, 0, 0), "Carlstad": (1, 0, 1), "Dalby": (0, 0, 0)}

    found = object_of(make_analysis(make_case_table(rows, ("TRUST", "OFFICE")), n_permutations=0))

    assert found["robustness"]["decisive_cases"] == ["Carlstad"]
