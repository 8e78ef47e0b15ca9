"""Taking interviews into a study: all of them or none, under pseudonyms, with the key outside."""

from pathlib import Path

import pytest

from make import write_files
from samverkan.domain.errors import ProblemsError
from samverkan.domain.interviews.review import decide_by_default
from samverkan.files.pseudonym_key import KeyFileError, read_key
from samverkan.files.study_folder import read_sound_study_folder
from samverkan.files.study_folder.disk import StudyFolderError
from samverkan.workbench.interviews.importing import (
    ImportOrder,
    finish_import,
    prepare_import,
    propose_missed,
    take_review,
    write_review,
)

TALK = "Intervjuare: Vem frågade ni?\n\nR2: Vi frågade Karin Ek i Lillby. Karins svar kom sent.\n"


def lay_out(tmp_path, **files):
    """A study, files to take in, and where the key will lie."""
    study = write_files(tmp_path / "prov")
    given = []
    for name, text in (files or {"samtal": TALK}).items():
        given.append(tmp_path / f"{name}.txt")
        given[-1].write_text(text, "utf-8")
    return study, ImportOrder(tuple(given), tmp_path / "nycklar" / "prov.toml")


def with_options(order, **options):
    return ImportOrder(order.files, options.pop("key", order.key), **options)


def take_in(study, order, is_reviewed=True):
    draft = prepare_import(study, order)
    return finish_import(draft, decide_by_default(draft.proposals), is_reviewed)


def contents(folder: Path):
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


def test_an_interview_comes_in_under_pseudonyms_and_the_study_is_sound(tmp_path):
    study, order = lay_out(tmp_path)

    imported = take_in(study, with_options(order, respondents=("R2",), date="2024-03", language="sv", has_consent=True))

    taken = read_sound_study_folder(study).evidence
    assert taken.transcripts["samtal"].text == (
        "Vem frågade ni?\n\nVi frågade [person 1] i Lillby. [person 1]s svar kom sent."
    )
    assert [one.speaker for one in taken.transcripts["samtal"].turns] == ["Intervjuare", "R2"]
    assert (study / "interviews.csv").read_text("utf-8") == (
        "interview,file,respondents,consent,reviewed,date,language\n"
        "I1,I1.txt,R1,yes,yes,,\nsamtal,samtal.txt,R2,yes,yes,2024-03,sv\n"
    )
    assert imported.replaced == (2,)


def test_the_names_are_in_the_key_and_nowhere_in_the_study(tmp_path):
    study, order = lay_out(tmp_path)

    take_in(study, order)

    assert not any(b"Karin" in content for content in contents(study).values())
    assert {one.original: one.replacement for one in read_key(order.key).decisions} == {
        "Karin Ek": "[person 1]",
        "Karin": "[person 1]",
    }
    assert read_key(order.key).folder == str(study.resolve())


def test_the_next_import_remembers_and_goes_on_counting(tmp_path):
    study, order = lay_out(tmp_path, ett="R2: Vi frågade Karin.\n", två="R2: Vi frågade Bertil och Karin.\n")
    draft = prepare_import(study, with_options(ImportOrder(order.files[:1], order.key)))
    finish_import(draft, [one.decide() for one in draft.proposals], is_reviewed=True)

    draft = prepare_import(study, ImportOrder(order.files[1:], order.key))

    assert [(one.original, one.replacement, one.is_remembered) for one in draft.proposals] == [
        ("Bertil", "[person 2]", False),
        ("Karin", "[person 1]", True),
    ]


def test_what_nobody_reviewed_is_marked_and_asked_about_again(tmp_path):
    study, order = lay_out(tmp_path)

    take_in(study, order, is_reviewed=False)

    again = prepare_import(study, with_options(order, may_replace=True))
    assert [one.is_reviewed for one in again.earlier] == [True, False]
    assert [one.is_remembered for one in again.proposals] == [False, False]


def test_without_its_key_a_study_says_so_and_counts_on_from_its_transcripts(tmp_path):
    study, order = lay_out(tmp_path)
    (study / "interviews" / "I1.txt").write_text("R1: Vi frågade [person 6].\n", "utf-8")

    draft = prepare_import(study, order)

    assert draft.lacks_key
    assert draft.proposals[0].replacement == "[person 7]"


def test_a_speaker_becomes_a_respondent(tmp_path):
    study, order = lay_out(
        tmp_path, samtal="Intervjuare: Hur går det?\n\nKarin Ek: Bra.\n\nIntervjuare: Tack, Karin.\n"
    )

    take_in(study, with_options(order, speakers={"Karin Ek": "R2"}))

    evidence = read_sound_study_folder(study).evidence
    assert [one.speaker for one in evidence.transcripts["samtal"].turns] == ["Intervjuare", "R2", "Intervjuare"]
    assert evidence.transcripts["samtal"].text.endswith("Tack, [R2].")
    assert evidence.interviews[1].respondents == ("R2",)


def test_a_file_that_bears_a_name_gets_a_number(tmp_path):
    study, order = lay_out(tmp_path, **{"Karin Ek": TALK})

    imported = take_in(study, order)

    assert [one.file for one in imported.interviews] == ["I02.txt"]


def test_an_interview_is_written_over_only_when_asked_to(tmp_path):
    study, order = lay_out(tmp_path)
    take_in(study, with_options(order, respondents=("R2",)))
    order.files[0].write_text("R2: Nu talar vi om Bertil.\n", "utf-8")

    take_in(study, with_options(order, may_replace=True))

    evidence = read_sound_study_folder(study).evidence
    assert [one.id for one in evidence.interviews] == ["I1", "samtal"]
    assert evidence.interviews[1].respondents == ("R2",)
    assert evidence.transcripts["samtal"].text == "Nu talar vi om [person 2]."


def test_a_name_that_was_missed_can_be_pointed_out(tmp_path):
    study, order = lay_out(tmp_path, samtal="R2: Vi frågade Karin. Zork var sjuk.\n")
    draft = prepare_import(study, order)
    decisions = decide_by_default(draft.proposals)

    missed = propose_missed(draft, " Zork ", decisions)

    assert missed is not None
    assert (missed.original, missed.replacement, missed.count) == ("Zork", "[person 2]", 1)
    assert propose_missed(draft, "Blivia", decisions) is None


def test_a_review_is_written_for_its_owner_and_read_back(tmp_path):
    study, order = lay_out(tmp_path)
    draft, sheet = prepare_import(study, order), tmp_path / "granska.csv"

    write_review(draft, sheet, ";")

    assert sheet.stat().st_mode & 0o777 == 0o600
    assert take_review(draft, sheet) == tuple(one.decide() for one in draft.proposals)


def test_a_review_inside_the_study_folder_is_refused(tmp_path):
    study, order = lay_out(tmp_path)
    draft = prepare_import(study, order)

    with pytest.raises(KeyFileError):
        write_review(draft, study / "granska.csv", ",")


def test_a_key_inside_the_study_folder_is_refused_before_anything_is_read(tmp_path):
    study, order = lay_out(tmp_path)

    with pytest.raises(KeyFileError):
        prepare_import(study, with_options(order, key=study / "nyckel.toml"))


def test_the_key_of_another_study_with_the_same_name_is_refused(tmp_path):
    study, order = lay_out(tmp_path)
    take_in(study, order)
    other, _ = lay_out(tmp_path / "annan")

    with pytest.raises(KeyFileError) as caught:
        prepare_import(other, order)

    assert str(caught.value) == (
        f"The key {order.key} belongs to the study in {study.resolve()}. If that is this study, which has moved, say "
        f"so with --key {order.key}. If not, name another file with --key."
    )
    assert prepare_import(other, with_options(order, key_is_default=False)).proposals


def test_originals_inside_the_study_folder_are_pointed_out(tmp_path):
    study, _ = lay_out(tmp_path)
    inside = study / "rå" / "samtal.txt"
    inside.parent.mkdir()
    inside.write_text(TALK, "utf-8")

    draft = prepare_import(study, ImportOrder((inside,), tmp_path / "nyckel.toml"))

    assert draft.left_inside == (str(Path("rå") / "samtal.txt"),)


def test_every_problem_of_every_file_is_reported_at_once(tmp_path):
    study, order = lay_out(tmp_path, I1=TALK, två="")
    order = ImportOrder((*order.files, tmp_path / "saknas.txt"), order.key, date="i våras", respondents=("R9",))
    before = contents(study)

    with pytest.raises(ProblemsError) as caught:
        prepare_import(study, order)

    places = [one.place.file for one in caught.value.problems]
    assert places == [
        str(tmp_path / "två.txt"),
        str(tmp_path / "saknas.txt"),
        "--respondents",
        "--date",
        "respondents.csv",
        str(tmp_path / "I1.txt"),
    ]
    assert contents(study) == before
    assert not order.key.exists()


def test_two_files_cannot_become_one_interview(tmp_path):
    study, order = lay_out(tmp_path, samtal=TALK)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "Samtal.txt").write_text(TALK, "utf-8")

    with pytest.raises(ProblemsError) as caught:
        prepare_import(study, ImportOrder((*order.files, tmp_path / "b" / "Samtal.txt"), order.key))

    assert [str(one.text) for one in caught.value.problems] == [
        f'two files would both become interview "{one}". Import them one by one with --interview.'
        for one in ("samtal", "Samtal")
    ]


def test_a_speaker_who_says_nothing_is_reported_without_the_name(tmp_path):
    study, order = lay_out(tmp_path)

    with pytest.raises(ProblemsError) as caught:
        prepare_import(study, with_options(order, speakers={"Bertil": "R2"}))

    assert str(caught.value) == '--speaker: no turn has the speaker that is to be "R2". Write it as the file does.'


@pytest.mark.parametrize("interview", ["../I2", "a b", "x;y"])
def test_an_id_that_cannot_be_a_file_is_refused(tmp_path, interview):
    study, order = lay_out(tmp_path)

    with pytest.raises(ProblemsError) as caught:
        prepare_import(study, with_options(order, interview=interview))

    assert str(caught.value) == f'--interview: "{interview}" cannot be an id. Use letters, digits, - and _ only.'


def test_a_folder_that_is_no_study_is_refused(tmp_path):
    _, order = lay_out(tmp_path)

    with pytest.raises(StudyFolderError):
        prepare_import(tmp_path, order)


def test_nothing_is_left_half_written_when_the_folder_cannot_be_written(tmp_path):
    study, order = lay_out(tmp_path, ett=TALK, två=TALK)
    (study / "interviews" / "två.txt").mkdir()
    draft = prepare_import(study, with_options(order, may_replace=True))
    before = contents(study)

    with pytest.raises(OSError, match="två"):
        finish_import(draft, decide_by_default(draft.proposals), is_reviewed=True)

    assert contents(study) == before


ENGLISH = "R2: That is not what they said when you asked, and there have been calls to 070-123 45 67.\n"


@pytest.mark.parametrize(
    ("files", "language", "pseudonym"),
    [
        ({"ett": ENGLISH}, "", "[phone number]"),
        ({"ett": ENGLISH}, "sv", "[telefonnummer]"),
        ({"ett": ENGLISH, "två": "R2: Ja.\n"}, "", "[telefonnummer]"),
    ],
)
def test_pseudonyms_are_in_the_language_that_all_files_clearly_are_in_unless_another_is_named(
    tmp_path, files, language, pseudonym
):
    study, order = lay_out(tmp_path, **files)

    draft = prepare_import(study, with_options(order, language=language))

    assert [one.replacement for one in draft.proposals if one.original.startswith("070")] == [pseudonym]
