"""Whose absence changes the answer of a study, and how far its anchors may move."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from make import make_calibrated_set, make_calibration, make_codebook, make_evidence, make_score, make_study
from make_patterns import make_analysis, make_told_table
from samverkan.domain.comparison.calibration import Calibration, Cases, Missing, Rule
from samverkan.domain.comparison.patterns.analysis import PatternAnalysis
from samverkan.domain.comparison.patterns.anchoring import explain_no_anchors, questions_of
from samverkan.domain.comparison.patterns.asking import negate_outcome, select_conditions
from samverkan.domain.comparison.patterns.case_table import CaseTable
from samverkan.domain.comparison.patterns.missing_informants import datasets_of, explain_indispensable, without_words
from samverkan.domain.comparison.patterns.phrasing import choice_words
from samverkan.domain.dates import Period
from samverkan.domain.indicators import Indicator
from samverkan.domain.report.patterns import gather_study_cases
from samverkan.domain.report.sheets.pattern_tables.testing import list_reruns, ranges_sheet
from samverkan.domain.words import SWEDISH
from samverkan.files.patterns_html.render import render_patterns_html
from samverkan.files.patterns_json import patterns_object
from samverkan.files.patterns_text import write_patterns_text
from samverkan.methods.qca.robustness.ranges import Choice
from samverkan.methods.qca.truth_table import Cutoffs

PEOPLE = {"R1": "HOLM", "R2": "HOLM", "R3": "LILL", "R4": "STOR", "R5": "BERG"}
SCORES = {"R1": 1.0, "R2": 0.0, "R3": 0.67, "R4": 0.33, "R5": 0.0}
DAYS = {"HOLM": 9.0, "LILL": 8.0, "STOR": 3.0, "BERG": 2.0}
QUICK = make_calibrated_set("QUICK", "indicator:wait", rule=Rule.DIRECT, anchors=(1, 5, 10))
OFFICE = make_calibrated_set("OFFICE", "member:role", rule=Rule.RECODE, values={"host": 1, "member": 0})


def gather(scores: Mapping[str, float] = SCORES, calibration: Calibration | None = None, **fields: Any) -> CaseTable:
    """Four members with an outcome in days, and how each informant is scored on trust."""
    trust = make_calibrated_set(**fields)
    stated = calibration or make_calibration(trust, OFFICE, cases=Cases.MEMBERS, outcome=QUICK)
    study = make_study({"NORD": tuple(DAYS)})
    given = tuple(make_score(one, score, case="NORD") for one, score in scores.items())
    waits = tuple(Indicator(one, "", "wait", Period.read("2024"), days) for one, days in DAYS.items())
    evidence = make_evidence(
        PEOPLE, study=study, scores=given, calibration=stated, indicators=waits, codebook=make_codebook()
    )
    table = gather_study_cases(evidence)
    assert table is not None
    return table


def analyse(table: CaseTable) -> PatternAnalysis:
    return make_analysis(table, cutoffs=Cutoffs(inclusion=0.75))


def test_each_informant_is_left_out_with_all_their_scores():
    table = gather()

    without = {
        one.label: dict(zip(one.cases, one.values[:, 0].tolist(), strict=True)) for one in table.without_informants
    }

    assert list(without) == [f"label R{at}" for at in range(1, 6)]
    assert table.sets.values[:, 0].tolist() == [0.5, 0.67, 0.33, 0.0]
    assert without["label R1"]["Holm"] == 0.0
    assert without["label R2"]["Holm"] == 1.0
    assert without["label R2"]["Lill"] == 0.67


def test_a_case_whose_only_informant_is_missing_goes_too():
    table = gather()

    found = {one.name: one.sets.n_cases for one in datasets_of(table)}

    assert found["label R1"] == 4
    assert found["label R3"] == 3
    assert str(without_words(table, "label R3")) == "without the informant label R3, and so without Lill"
    assert str(without_words(table, "label R1")) == "without the informant label R1"


def test_what_the_study_states_for_a_value_that_is_not_known_holds_without_the_informant_too():
    table = gather(missing=Missing.PRESENT)

    without = next(one for one in table.without_informants if one.label == "label R3")

    assert dict(zip(without.cases, without.values[:, 0].tolist(), strict=True))["Lill"] == 1.0


def test_without_the_only_informant_there_is_nothing_to_compare_with():
    table = gather({"R3": 0.67})

    assert datasets_of(table) == ()
    assert [str(one) for one in explain_indispensable(table)] == [
        "Without the informant label R3 no case has all values, so there is nothing to compare with."
    ]


def test_choosing_conditions_and_turning_the_outcome_goes_for_those_without_an_informant():
    table = gather()

    chosen, turned = select_conditions(table, ["OFFICE"]), negate_outcome(table)

    assert {one.sets.n_cases for one in datasets_of(chosen)} == {4}
    assert [one.name for one in chosen.origins] == ["OFFICE", "QUICK"]
    assert np.allclose(turned.without_informants[0].values[:, -1], 1 - table.without_informants[0].values[:, -1])
    assert [(one.name, one.is_negated) for one in turned.origins][-1] == ("~QUICK", True)


def test_every_anchor_has_a_name_and_a_range_around_what_was_chosen():
    for table in (gather(), negate_outcome(gather())):
        found = analyse(table).robustness

        assert found is not None
        ranges = [one for one in found.ranges or () if one.choice is Choice.ANCHOR]
        assert [str(choice_words(one, table)) for one in ranges] == [
            *(f"membership at {score} of TRUST en" for score in ("0", "0.33", "0.67", "1")),
            *(f'membership at "{word}" of OFFICE' for word in ("host", "member")),
            *(f"{anchor} of QUICK" for anchor in ("full out", "crossover", "full in")),
        ]
        assert all(one.holds(one.chosen) for one in ranges)


def test_a_value_that_is_filled_in_does_not_stop_the_search():
    table = gather({"R1": 0.67, "R4": 0.33}, missing=Missing.ABSENT)

    asked = [one for one in questions_of(table) if one.condition == 0]

    assert np.isnan(asked[0].raw).tolist() == [False, True, False, True]
    assert analyse(table).robustness is not None


def test_levels_have_no_anchors_and_calibrated_values_neither():
    size = make_calibrated_set("FORM", "member:role", rule=Rule.LEVELS, values={"host": 1, "member": 0})
    table = gather(calibration=make_calibration(make_calibrated_set(), size, cases=Cases.MEMBERS, outcome=QUICK))

    assert [str(one) for one in explain_no_anchors(table)] == [
        "FORM has no anchors to move: it has levels, or its values are taken as they are."
    ]
    assert str(explain_no_anchors(CaseTable(table.cases, table.sets, table.outcome, "Y"))[0]).startswith(
        "The values came calibrated, so there are no anchors to move here"
    )


def test_every_door_shows_the_anchors_and_whose_absence_changes_the_answer():
    analysis = analyse(gather())
    again = [one for one in list_reruns(analysis) if one.informant]
    decisive = [one for one in again if not one.rerun.is_same]

    text, page = write_patterns_text(analysis, SWEDISH), render_patterns_html(analysis, SWEDISH)
    rows = patterns_object(analysis)

    assert len(again) == 5
    assert decisive
    for one in decisive:
        assert one.change.in_language(SWEDISH) in text
        assert one.change.in_language(SWEDISH)[1:] in page
    assert "övergång för QUICK: lösningen är densamma från" in text
    assert "Övergång för QUICK" in page
    assert "Utan varje informant" in page
    assert rows["robustness"]["decisive_informants"] == [one.informant for one in decisive]
    traces = {one["informant"]: one["trace"] for one in rows["tables"]["reruns"]["rows"] if one["informant"]}
    assert traces["label R1"] == ["score:NORD:TRUST:R1:KA"]


def test_a_table_without_anchors_says_so_in_the_method_of_its_ranges():
    described = make_analysis(make_told_table())

    assert "TRUST" not in "".join(str(choice_words(one, described.data)) for one in described.robustness.ranges)
    assert "has no anchors to move" in str(ranges_sheet(described).method)
