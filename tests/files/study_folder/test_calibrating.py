"""The calibration in study.toml: read, checked against the tables, and written back."""

from dataclasses import replace

import pytest

from make import EXAMPLES, make_calibrated_set, make_calibration, write_files
from samverkan.domain.comparison.calibration import (
    CalibratedSet,
    Calibration,
    Cases,
    CurveShape,
    Divided,
    Missing,
    Rule,
    Source,
    SourceKind,
)
from samverkan.domain.study import Study
from samverkan.files.study_folder import read_study_folder
from samverkan.files.study_folder.settings import read_settings, write_settings
from samverkan.files.study_folder.writing import write_standard_copy

FULL = """\
[study]
title = "Provstudien"

[comparison]
cases = "members"
outcome_set = "QUICK"
conditions = ["TRUST", "FORM"]
missing = "absent"
divided = "host"
frequency = 2
inclusion = 0.75
pri = 0.4
limits_sv = ["Fallen är valda."]

[comparison.sets.FORM]
from = "collaboration:form"         # a comment stays
rule = "levels"
values = { network = 0, contract = 1, company = 2 }
expected = [1, 2]
set_by = "KA"
reason = "ju fastare form"

[comparison.sets.TRUST]
label_sv = "förtroende"
label_en = "trust"
from = "factor:TRUST"
rule = "scores"
expected = "present"
set_by = "EL"
reason = "the written levels"

[comparison.sets.QUICK]
from = "indicator:wait"
period = "2022"
rule = "direct"
anchors = [5, 2, 1]
curve = "linear"
missing = "leave out"
set_by = "KA"
reasons = ["fem", "två", "ett"]
"""

SETS = {
    "TRUST": 'from = "factor:TRUST"\nrule = "scores"\nset_by = "KA"\nreason = "nivåerna"\n',
    "LASTS": (
        'from = "collaboration:outcome"\nrule = "recode"\nvalues = { continues = 1, ended = 0 }\n'
        'set_by = "KA"\nreason = "orden"\n'
    ),
}


def settings_with(choices: str = 'outcome_set = "LASTS"\n', **sets: str) -> str:
    """A study.toml with these choices; `TRUST="…"` replaces or adds a set."""
    body = "".join(f"\n[comparison.sets.{name}]\n{keys}" for name, keys in {**SETS, **sets}.items())
    return f'[study]\ntitle = "Provstudien"\n\n[comparison]\n{choices}{body}'


def errors_of(text: str) -> list[str]:
    """What is wrong with a study.toml, without the name of the file."""
    return [str(one).removeprefix("study.toml: ") for one in read_settings(text.encode()).problems]


def test_every_key_is_read():
    reading = read_settings(FULL.encode())

    assert reading.problems == ()
    assert reading.calibration == Calibration(
        outcome=CalibratedSet(
            name="QUICK",
            source=Source(SourceKind.INDICATOR, "wait"),
            rule=Rule.DIRECT,
            set_by="KA",
            reasons=("fem", "två", "ett"),
            anchors=(5, 2, 1),
            curve=CurveShape.LINEAR,
            period="2022",
            missing=Missing.LEAVE_OUT,
        ),
        conditions=(
            CalibratedSet(
                name="TRUST",
                source=Source(SourceKind.FACTOR, "TRUST"),
                rule=Rule.SCORES,
                set_by="EL",
                reason="the written levels",
                label_sv="förtroende",
                label_en="trust",
                expected=(1,),
            ),
            CalibratedSet(
                name="FORM",
                source=Source(SourceKind.COLLABORATION, "form"),
                rule=Rule.LEVELS,
                set_by="KA",
                reason="ju fastare form",
                values={"network": 0, "contract": 1, "company": 2},
                expected=(1, 2),
            ),
        ),
        cases=Cases.MEMBERS,
        missing=Missing.ABSENT,
        divided=Divided.HOST,
        frequency=2,
        inclusion=0.75,
        pri=0.4,
        limits_sv=("Fallen är valda.",),
    )


def test_without_sets_there_is_no_calibration_and_nothing_is_presumed():
    reading = read_settings(b'[study]\ntitle = "T"\n[comparison]\nsuccess = ["continues"]\n')

    assert reading.calibration is None
    assert reading.problems == ()


def test_what_is_not_stated_leaves_cases_out():
    calibration = read_settings(settings_with().encode()).calibration

    assert calibration is not None
    assert (calibration.missing, calibration.divided) == (Missing.LEAVE_OUT, Divided.LEAVE_OUT)
    assert [one.name for one in calibration.conditions] == ["TRUST"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            settings_with(TRUST=SETS["TRUST"].replace("factor:TRUST", "faktor:TRUST")),
            (
                "[comparison.sets.TRUST] from = 'faktor:TRUST' must be one of factor, scale, indicator, collaboration, "
                'member, a colon and a name, such as factor:TRUST. Did you mean "factor"?'
            ),
        ),
        (
            settings_with(TRUST='rule = "scores"\n'),
            '[comparison.sets.TRUST] has no from. Say what the set comes from, such as from = "factor:TRUST".',
        ),
        (
            settings_with(TRUST=SETS["TRUST"].replace('set_by = "KA"\n', "")),
            "[comparison.sets.TRUST] has no set_by. Say who set the anchors.",
        ),
        (
            settings_with(TRUST=SETS["TRUST"].replace('reason = "nivåerna"\n', "")),
            "[comparison.sets.TRUST] has no reason. Say why the anchors stand where they do.",
        ),
        (
            settings_with(TRUST=SETS["TRUST"].replace('"scores"', '"direct"') + "anchors = [1, 3, 2]\n"),
            (
                "[comparison.sets.TRUST] anchors 1, 3, 2 are out of order. They must rise from fully out over the "
                "crossover to fully in, or fall when less is more of the set."
            ),
        ),
        (
            settings_with(TRUST=SETS["TRUST"].replace('"scores"', '"direct"') + "anchors = [1, 3]\n"),
            "[comparison.sets.TRUST] anchors has 2 numbers. Give three: fully out, crossover and fully in.",
        ),
        (
            settings_with(TRUST=SETS["TRUST"].replace('"scores"', '"crisp"')),
            '[comparison.sets.TRUST] rule = "crisp" needs threshold.',
        ),
        (
            settings_with(TRUST=SETS["TRUST"] + "threshold = 2\n"),
            '[comparison.sets.TRUST] threshold has no place with rule = "scores". Take one of them out.',
        ),
        (
            settings_with(LASTS=SETS["LASTS"].replace("ended = 0", "ended = 2")),
            "[comparison.sets.LASTS] values gives ended no membership from 0 to 1.",
        ),
        (
            settings_with(trust=SETS["TRUST"]),
            (
                "[comparison.sets.trust] needs a short name: capital letters A to Z, digits and _, at most 16, "
                "such as TRUST."
            ),
        ),
        (
            settings_with('outcome_set = "LAST"\n'),
            (
                "[comparison] outcome_set must name the set that is the outcome: one of TRUST, LASTS. "
                'Did you mean "LASTS"?'
            ),
        ),
        (
            settings_with('outcome_set = "LASTS"\nconditions = ["TRSUT"]\n'),
            (
                '[comparison] condition "TRSUT" is not calibrated. Did you mean "TRUST"? Add '
                "[comparison.sets.TRSUT], or take it out of conditions."
            ),
        ),
        (
            settings_with('outcome_set = "LASTS"\nmissing = "absent"\n'),
            '[comparison.sets.LASTS] a case without known outcome can only be left out: missing = "leave out".',
        ),
        (
            settings_with('outcome_set = "LASTS"\ninclusion = 80\n'),
            "[comparison] inclusion = 80 must be a number from 0 to 1, without quotes.",
        ),
        (
            settings_with(
                HOST='from = "member:role"\nrule = "recode"\nvalues = { host = 1, member = 0 }\n'
                "set_by = 'KA'\nreason = 'r'\n"
            ),
            '[comparison.sets.HOST] member:role belongs to a member. Use cases = "members", or another source.',
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text, expected):
    assert expected in errors_of(text)


def test_all_errors_are_said_at_once():
    errors = errors_of(settings_with(TRUST='rule = "score"\n', LASTS='from = "nowhere"\n'))

    assert len([one for one in errors if one.startswith("[comparison.sets.TRUST]")]) == 4
    assert len([one for one in errors if one.startswith("[comparison.sets.LASTS]")]) == 4


def test_names_that_the_tables_do_not_have_are_errors(tmp_path):
    text = settings_with(
        TRUST=SETS["TRUST"].replace("factor:TRUST", "factor:TRSUT"),
        WAIT='from = "indicator:wait"\nrule = "crisp"\nthreshold = 2\nset_by = "KA"\nreason = "r"\n',
        SIZE='from = "collaboration:members"\nrule = "recode"\nvalues = { a = 1 }\nset_by = "KA"\nreason = "r"\n',
    )

    collaborations = "collaboration,name,outcome\nNORD,Nord,continues\n"

    folder = read_study_folder(write_files(tmp_path, study=text, collaborations=collaborations))

    assert [str(one) for one in folder.errors] == [
        (
            'study.toml: [comparison.sets.TRUST] from = "factor:TRSUT": TRSUT is not in codebook.csv. '
            'Did you mean "TRUST"?'
        ),
        'study.toml: [comparison.sets.WAIT] from = "indicator:wait": wait is not in indicators.csv.',
        "study.toml: [comparison.sets.SIZE] collaboration:members gives numbers. Use crisp or direct.",
    ]


def test_a_word_that_is_not_placed_is_noted(tmp_path):
    form = 'from = "collaboration:form"\nrule = "recode"\nvalues = { contract = 0, compny = 1 }\n'
    form += 'set_by = "KA"\nreason = "r"\n'
    collaborations = "collaboration,name,form,outcome\nNORD,Nord,contract,continues\nSYD,Syd,company,ended\n"

    folder = read_study_folder(write_files(tmp_path, study=settings_with(FORM=form), collaborations=collaborations))

    assert folder.errors == ()
    assert [str(one) for one in folder.notes if "sets" in str(one)] == [
        ('study.toml: [comparison.sets.FORM] values: no collaboration has "compny" as form. Did you mean "company"?'),
        "study.toml: [comparison.sets.FORM] values does not place company: such collaborations count as not known.",
    ]


def test_an_unchanged_calibration_is_written_back_byte_by_byte():
    reading = read_settings(FULL.encode())

    assert write_settings(reading.study, FULL, reading.calibration) == FULL


def test_a_changed_calibration_is_written_and_read_again():
    reading = read_settings(FULL.encode())
    assert reading.calibration is not None
    changed = replace(reading.calibration, inclusion=0.9, conditions=reading.calibration.conditions[:1])

    written = write_settings(reading.study, FULL, changed)

    assert read_settings(written.encode()).calibration == changed


def test_a_calibration_is_written_in_a_new_document():
    calibration = make_calibration(make_calibrated_set(expected=(0,)), make_calibrated_set("GOV", "factor:GOV"))

    written = write_settings(Study("Ny"), "", calibration)

    assert read_settings(written.encode()).calibration == calibration


@pytest.mark.parametrize("name", ["swedish-collaborations", "two-clusters"])
def test_the_examples_state_a_calibration_and_export_it_byte_by_byte(name, tmp_path):
    folder = read_study_folder(EXAMPLES / name)

    write_standard_copy(folder, tmp_path / "copy")

    assert folder.evidence.calibration is not None
    assert (tmp_path / "copy" / "study.toml").read_bytes() == (EXAMPLES / name / "study.toml").read_bytes()
