"""Tables of a study folder are taken in as they are: all of them, or nothing with every error told."""

import pytest

from keep import keep_participant, keep_study
from make import CLUSTER, EXAMPLES, HOST, SMALL
from samverkan.domain.dates import Period
from samverkan.domain.errors import ProblemsError
from samverkan.domain.findings.finding import Finding
from samverkan.domain.history import Chosen
from samverkan.domain.indicators import Indicator
from samverkan.domain.people import StudyRole
from samverkan.domain.survey import Answer, Item
from samverkan.records.evidence import gather_tables
from samverkan.records.history import load_chosen_events
from samverkan.workbench.access import NotAllowedError
from samverkan.workbench.study.moving import export_study, import_study, load_evidence
from samverkan.workbench.study.tables import TableError, list_tables, take_in_tables

pytestmark = pytest.mark.django_db
INSTRUMENT = b"item,scale,text_en\nQ1,trust,We trust each other.\n"
ANSWERS = b"respondent,item,value\nR1,Q1,4\nR2,Q1,\n"
RENEWED = ("instrument.csv", "answers.csv", "indicators.csv", "costs.csv", "distances.csv", "findings.csv")


def enter(role=StudyRole.EDITOR, **parts):
    study_id = keep_study(**parts)
    return keep_participant(study_id, role), study_id


def take_in(actor, study_id, may_replace=False, **files):
    contents = {f"{name}.csv": content for name, content in files.items()}
    return take_in_tables(actor, study_id, contents, may_replace=may_replace)


def test_questions_and_answers_come_in_together():
    actor, study_id = enter()

    taken = take_in(actor, study_id, answers=ANSWERS, instrument=INSTRUMENT)

    event = load_chosen_events(study_id, Chosen(), 1)[0].value
    assert taken.counts == {"answers.csv": 2, "instrument.csv": 1}
    assert gather_tables(study_id).items == (Item("Q1", "trust", "We trust each other."),)
    assert gather_tables(study_id).answers == (Answer("R1", "Q1", value=4), Answer("R2", "Q1"))
    assert (event.act, event.after["answers.csv"]["count"]) == ("take-in-tables", 2)
    assert "trust each other" not in str(event)


def test_all_errors_are_told_at_once_and_nothing_is_taken_in():
    actor, study_id = enter()
    before = gather_tables(study_id)

    with pytest.raises(ProblemsError) as error:
        take_in(
            actor,
            study_id,
            instrument=INSTRUMENT,
            answers=b"respondent,item,value\nR1,Q9,4\nR9,Q1,four\n",
            findings=b"finding,level,sources\nF1,sure,cell:X\n",
        )

    told = [(one.place.file, one.place.row, one.place.column) for one in error.value.problems]
    assert told == [
        ("answers.csv", 2, "item"),
        ("answers.csv", 3, "value"),
        ("answers.csv", 3, "respondent"),
        ("findings.csv", 2, "level"),
    ]
    assert gather_tables(study_id) == before


def test_an_instrument_that_lacks_an_answered_question_is_refused():
    actor, study_id = enter(items=(Item("Q1"), Item("Q2")), answers=(Answer("R1", "Q2", value=3),))

    with pytest.raises(ProblemsError, match=r'answers\.csv, row 2, column item: "Q2" is not in instrument\.csv'):
        take_in(actor, study_id, may_replace=True, instrument=INSTRUMENT)


def test_rows_that_are_there_go_only_when_that_is_said():
    actor, study_id = enter()
    content = f"municipality,indicator,period,value\n{HOST},population,2025,1\n".encode()

    with pytest.raises(TableError, match=r"indicators\.csv has 3 rows in the study already\."):
        take_in(actor, study_id, indicators=content)
    take_in(actor, study_id, may_replace=True, indicators=content)

    assert gather_tables(study_id).indicators == (Indicator(HOST, "", "population", Period.read("2025"), 1),)


def test_an_error_that_the_study_had_before_stands_in_nobodys_way():
    broken = Finding("F1", sources=("answer:Q7",))
    actor, study_id = enter(findings=(broken,))

    take_in(actor, study_id, instrument=INSTRUMENT, answers=ANSWERS)

    assert gather_tables(study_id).findings == (broken,)


def test_what_was_understood_though_it_was_written_otherwise_is_noted():
    actor, study_id = enter()
    content = f"collaboration;line;period;amount\n{CLUSTER};drift;2024;1,5\n".encode("cp1252")

    taken = take_in(actor, study_id, costs=content)

    assert [one.amount for one in gather_tables(study_id).costs] == [1.5]
    assert [one.place.file for one in taken.notes] == ["costs.csv"] * len(taken.notes)
    assert taken.notes


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "Choose at least one file."),
        ({"people": b""}, 'No table is called "people.csv".'),
        ({"answers": b"x" * (20 * 2**20 + 1)}, "answers.csv is larger than 20 MB."),
    ],
)
def test_what_is_no_table_is_refused(files, words):
    actor, study_id = enter()

    with pytest.raises(TableError) as error:
        take_in(actor, study_id, **files)

    assert str(error.value).startswith(words)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"nonsense", b"respondent,item,value\nR1,Q1,\x00\n"])
def test_a_file_that_is_no_table_is_an_error_not_a_crash(content):
    actor, study_id = enter(items=(Item("Q1"),))

    with pytest.raises(ProblemsError, match=r"answers\.csv"):
        take_in(actor, study_id, answers=content)


def test_a_whole_example_given_table_by_table_is_written_back_byte_by_byte(tmp_path):
    actor = keep_participant(keep_study())
    study_id = import_study(EXAMPLES / "two-clusters", by=actor)
    whole = load_evidence(study_id)
    contents = {name: (EXAMPLES / "two-clusters" / name).read_bytes() for name in RENEWED}

    take_in_tables(actor, study_id, contents, may_replace=True)
    export_study(study_id, tmp_path / "out")

    assert load_evidence(study_id) == whole
    assert {name: (tmp_path / "out" / name).read_bytes() for name in RENEWED} == contents


def test_the_list_says_what_each_table_holds_and_has():
    actor, study_id = enter()

    lines = {one.file: (one.columns[0], one.rows) for one in list_tables(actor, study_id)}

    assert lines["indicators.csv"] == ("municipality", 3)
    assert lines["answers.csv"] == ("respondent", 0)
    assert len(lines) == 7


@pytest.mark.parametrize("role", [StudyRole.READER, StudyRole.BLIND_READER])
def test_who_only_reads_takes_nothing_in(role):
    actor, study_id = enter(role)

    with pytest.raises(NotAllowedError):
        take_in(actor, study_id, instrument=INSTRUMENT)


def test_a_distance_needs_two_municipalities_that_are_there():
    actor, study_id = enter()

    with pytest.raises(ProblemsError, match=r'"NOWHERE" is not in municipalities\.csv'):
        take_in(actor, study_id, distances=f"municipality,other,km\n{SMALL},NOWHERE,12\n".encode())
