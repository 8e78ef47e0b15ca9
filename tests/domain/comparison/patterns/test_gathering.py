"""From a study to calibrated cases: sources, what is left out, and host and small members who differ."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from make import (
    INHABITANTS,
    SMALL,
    make_calibrated_set,
    make_calibration,
    make_codebook,
    make_evidence,
    make_indicators,
    make_respondent,
    make_score,
    make_study,
)
from samverkan.domain.comparison.calibration import Calibration, Cases, CurveShape, Divided, Missing, Rule
from samverkan.domain.comparison.patterns.gathering import why_not
from samverkan.domain.dates import Period
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.indicators import Indicator
from samverkan.domain.report.patterns import gather_study_cases
from samverkan.domain.study import Collaboration, Form
from samverkan.domain.survey import Answer, Item

MEMBERS = {"NORD": ("HOLM", "LILL", "STOR"), "SYD": ("BERG", "DAL")}
PEOPLE = {"R1": "LILL", "R2": "HOLM", "R3": "STOR", "R4": "BERG", "R5": "DAL"}
POPULATION = {**INHABITANTS, "BERG": 40_000, "DAL": 10_000}
OUTCOMES = {"NORD": "continues", "SYD": "ended"}


def make_case_study(scores: Mapping[str, float | None], calibration: Calibration, **parts: Any) -> Evidence:
    """Two collaborations, and how each informant is scored on trust."""
    study = make_study(
        MEMBERS,
        collaborations=tuple(Collaboration(one, one.title(), Form.CONTRACT, outcome=OUTCOMES[one]) for one in MEMBERS),
    )
    home = {one: cluster for cluster, group in MEMBERS.items() for one in group}
    given = tuple(make_score(one, score, case=home[PEOPLE[one]]) for one, score in scores.items())
    defaults: dict[str, Any] = {
        "study": study,
        "scores": given,
        "calibration": calibration,
        "indicators": make_indicators(POPULATION),
    }
    return make_evidence(PEOPLE, **{**defaults, **parts})


def memberships_of(evidence: Evidence) -> dict[str, list[float]]:
    """Each case's memberships, the outcome last."""
    table = gather_study_cases(evidence)
    assert table is not None
    return {
        case: [*values, outcome]
        for case, values, outcome in zip(table.cases, table.sets.values.tolist(), table.outcome.tolist(), strict=True)
    }


def left_out_of(evidence: Evidence) -> dict[str, str]:
    """Each case that was left out, with the reason."""
    table = gather_study_cases(evidence)
    assert table is not None
    return {one.case: str(one.reason) for one in table.left_out}


def test_a_collaboration_has_the_median_of_its_informants():
    evidence = make_case_study({"R1": 0.67, "R2": 1, "R3": 1, "R4": 0.33, "R5": 0.33}, make_calibration())

    assert memberships_of(evidence) == {"Nord": [1, 1], "Syd": [0.33, 0]}


def test_each_value_leads_to_its_sources():
    evidence = make_case_study({"R1": 0.67, "R4": 0.33}, make_calibration())

    table = gather_study_cases(evidence)

    assert table is not None
    assert table.sources["Nord", "TRUST"] == ("cell:NORD:TRUST", "score:NORD:TRUST:R1:KA")
    assert table.sources["Nord", "LASTS"] == ("collaboration:NORD",)


def test_members_are_cases_with_their_own_informants_and_the_collaborations_outcome():
    scores = {"R1": 0.67, "R2": 1.0, "R3": 0.33, "R4": 0.0, "R5": 0.33}

    evidence = make_case_study(scores, make_calibration(cases=Cases.MEMBERS))

    assert memberships_of(evidence) == {
        "Holm": [1, 1],
        "Lill": [0.67, 1],
        "Stor": [0.33, 1],
        "Berg": [0, 0],
        "Dal": [0.33, 0],
    }


def test_members_are_clustered_by_collaboration_role_and_size():
    evidence = make_case_study(dict.fromkeys(PEOPLE, 0.67), make_calibration(cases=Cases.MEMBERS))

    table = gather_study_cases(evidence)

    assert table is not None
    assert [(str(one.name), one.labels) for one in table.clusterings] == [
        ("Collaboration", ("Nord", "Nord", "Nord", "Syd", "Syd")),
        ("Role", ("host", "member", "member", "host", "member")),
        ("Size", ("large", "small", "large", "large", "small")),
    ]


def test_silence_and_no_score_leave_a_case_out_and_say_which():
    evidence = make_case_study({"R1": None, "R4": 0.33}, make_calibration(cases=Cases.MEMBERS))

    assert left_out_of(evidence) == {
        "Holm": "TRUST en: no informant is scored",
        "Lill": "TRUST en: the informants were asked and are silent",
        "Stor": "TRUST en: no informant is scored",
        "Dal": "TRUST en: no informant is scored",
    }


@pytest.mark.parametrize(
    ("missing", "value", "word"), [(Missing.ABSENT, 0.0, "absent"), (Missing.PRESENT, 1.0, "present")]
)
def test_a_stated_choice_fills_what_is_missing_and_is_noted(missing, value, word):
    calibration = make_calibration(make_calibrated_set(missing=missing))
    evidence = make_case_study({"R1": 0.67}, calibration)

    table = gather_study_cases(evidence)

    assert table is not None
    assert memberships_of(evidence) == {"Nord": [0.67, 1], "Syd": [value, 0]}
    assert [str(one) for one in table.notes] == [
        f"TRUST en: not known, and by the study's choice counted as {word}: Syd."
    ]


def test_an_outcome_that_is_not_placed_is_never_failure():
    evidence = make_case_study({"R1": 0.67, "R4": 0.33}, make_calibration())
    unknown = tuple(replace(one, outcome="unknown") for one in evidence.study.collaborations)

    evidence = replace(evidence, study=replace(evidence.study, collaborations=unknown))

    assert left_out_of(evidence) == {
        "Nord": "LASTS: the calibration does not place unknown",
        "Syd": "LASTS: the calibration does not place unknown",
    }


DIVIDED = {"R1": 0.33, "R2": 1.0, "R3": 0.67, "R4": 0.67, "R5": 0.67}


def test_small_and_host_on_opposite_sides_are_not_merged_in_silence():
    evidence = make_case_study(DIVIDED, make_calibration())

    assert left_out_of(evidence) == {"Nord": "TRUST en: host 1.00 and small members 0.33 differ"}


@pytest.mark.parametrize(
    ("divided", "value", "choice"),
    [
        (Divided.HOST, 1.0, "the host's score"),
        (Divided.SMALL, 0.33, "the small members' score"),
        (Divided.MEDIAN, 0.67, "the median of all"),
    ],
)
def test_the_study_may_say_which_score_counts_and_the_note_tells(divided, value, choice):
    evidence = make_case_study(DIVIDED, make_calibration(divided=divided))

    table = gather_study_cases(evidence)

    assert table is not None
    assert memberships_of(evidence)["Nord"] == [value, 1]
    assert [str(one) for one in table.notes] == [
        f"Nord, TRUST en: host 1.00 and small members 0.33 differ; the study takes {choice}."
    ]


def test_a_divided_case_is_not_filled_by_the_choice_for_missing_values():
    evidence = make_case_study(DIVIDED, make_calibration(make_calibrated_set(missing=Missing.PRESENT)))

    assert "Nord" in left_out_of(evidence)


@pytest.mark.parametrize(
    ("source", "fields", "expected"),
    [
        ("collaboration:members", {"rule": Rule.CRISP, "anchors": (3,)}, [1, 0]),
        ("collaboration:largest-share", {"rule": Rule.CRISP, "anchors": (0.7,)}, [0, 1]),
        ("collaboration:size-ratio", {"rule": Rule.CRISP, "anchors": (15,)}, [1, 0]),
        ("collaboration:host-is-largest", {"rule": Rule.RECODE, "values": {"yes": 1, "no": 0.33}}, [0.33, 1]),
        ("collaboration:form", {"rule": Rule.LEVELS, "values": {"network": 0, "contract": 1}}, [1, 1]),
    ],
)
def test_collaborations_are_placed_by_their_row_and_their_members(source, fields, expected):
    calibration = make_calibration(make_calibrated_set("SET", source, **fields))

    evidence = make_case_study({}, calibration)

    assert [values[0] for values in memberships_of(evidence).values()] == expected


def test_an_indicator_gives_the_newest_value_or_that_of_the_stated_period():
    anchors = {"rule": Rule.DIRECT, "anchors": (5, 2, 1), "curve": CurveShape.LINEAR}
    values = {"2022": 2.0, "2024": 1.0}
    indicators = tuple(Indicator("LILL", "", "wait", Period.read(year), value) for year, value in values.items())

    newest, stated = (
        memberships_of(
            make_case_study(
                {},
                make_calibration(
                    make_calibrated_set("QUICK", "indicator:wait", period=period, **anchors), cases=Cases.MEMBERS
                ),
                indicators=indicators,
            )
        )
        for period in ("", "2022")
    )

    assert newest == {"Lill": [1, 1]}
    assert stated == {"Lill": [0.5, 1]}


def test_a_value_that_nobody_has_checked_is_noted():
    calibration = make_calibration(
        make_calibrated_set("BIG", "indicator:wait", rule=Rule.CRISP, anchors=(1,)), cases=Cases.MEMBERS
    )
    indicators = (Indicator("LILL", "", "wait", Period.read("2024"), 3, status="unverified"),)

    table = gather_study_cases(make_case_study({}, calibration, indicators=indicators))

    assert table is not None
    assert [str(one) for one in table.notes] == ["BIG: not verified for Lill."]


def test_a_survey_scale_that_is_hidden_is_not_known():
    item = Item("F1", scale="trust")
    people = [make_respondent(f"S{place}", SMALL) for place in range(6)]
    answers = tuple(Answer(one.id, "F1", value=4) for one in people)
    scale = make_calibrated_set("WARM", "scale:trust", rule=Rule.CRISP, anchors=(3.5,))

    shown, hidden = (
        make_case_study({}, make_calibration(scale), respondents=people, items=(item,), answers=given)
        for given in (answers, answers[:2])
    )

    assert memberships_of(shown) == {"Nord": [1, 1]}
    assert left_out_of(hidden)["Nord"] == "WARM: too few answers to be shown"


def test_cases_with_the_same_name_are_told_apart():
    study = make_study({"NORD": ("HOLM", "LILL"), "SYD": ("HOLM",)})
    role = make_calibrated_set("HOST", "member:role", rule=Rule.RECODE, values={"host": 1, "member": 0})

    evidence = make_evidence({}, study=study, calibration=make_calibration(role, cases=Cases.MEMBERS))

    assert list(memberships_of(evidence)) == ["Holm (NORD)", "Lill", "Holm (SYD)"]


def test_the_calibration_goes_along_with_who_set_it_and_why():
    rule = {"rule": Rule.DIRECT, "anchors": (5.0, 2.5, 1.0), "reason": "", "reasons": ("fem", "mitt", "ett")}
    calibration = make_calibration(make_calibrated_set("QUICK", "indicator:wait", set_by="EL", **rule))

    table = gather_study_cases(make_case_study({}, calibration))

    assert table is not None
    quick = table.calibrations[0]
    assert (quick.set_by, quick.reason) == ("EL", "5: fem; 2.5: mitt; 1: ett")
    assert str(quick.rule) == "fully out at 5, crossover 2.5, fully in at 1; logistic"
    assert str(quick.source) == "the indicator wait"


TWO = (make_calibrated_set(), make_calibrated_set("GOV", "factor:GOV"))


def sets_of(names: Sequence[str]) -> tuple[Any, ...]:
    """As many conditions, all from the scores of trust."""
    return tuple(make_calibrated_set(name) for name in names)


@pytest.mark.parametrize(
    ("calibration", "scores", "expected"),
    [
        (None, {}, "No calibration is stated: nobody has said when"),
        (make_calibration(), {"R1": 0.67}, "The calibration has fewer than two conditions"),
        (make_calibration(*TWO), {"R1": 0.67}, "No case has a known value in every condition"),
        (make_calibration(*sets_of("AB")), {"R1": 0.67}, "All cases with known values (1) are on the same side"),
        (
            make_calibration(*sets_of("AB")),
            {"R1": 0.67, "R4": 0.33},
            "There are 2 cases with known values. Two conditions can combine in at least four ways",
        ),
    ],
)
def test_the_reason_is_told_when_a_study_cannot_carry_an_analysis(calibration, scores, expected):
    evidence = make_case_study(scores, calibration)

    reason = why_not(calibration, gather_study_cases(evidence))

    assert str(reason).startswith(expected)


def test_enough_cases_on_both_sides_need_no_excuse():
    calibration = make_calibration(*sets_of("AB"), cases=Cases.MEMBERS)
    evidence = make_case_study(dict.fromkeys(PEOPLE, 0.67), calibration, codebook=make_codebook())

    assert why_not(calibration, gather_study_cases(evidence)) is None
