"""A study moves between a folder and the workbench without loss."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from make import EXAMPLES, write_files
from samverkan.domain.coding.agreed import AGREED
from samverkan.domain.coding.agreement import compare_coders
from samverkan.domain.coding.settling import Verdict
from samverkan.domain.errors import ProblemsError
from samverkan.domain.interviews.transcript import Spoken, join_turns
from samverkan.domain.people import StudyRole
from samverkan.files.study_folder import StudyFolderError, read_study_folder
from samverkan.records.coding import load_kept_codes
from samverkan.records.history import load_events
from samverkan.records.interviews import add_transcript_version, load_kept_interviews, load_transcript
from samverkan.records.models import AnswerRecord, CodeRecord, ExcerptRecord, InterviewRecord, StudyRecord
from samverkan.records.people import add_account
from samverkan.records.study import load_role
from samverkan.workbench.coding.agreeing import (
    Choice,
    Decision,
    ScoreDecision,
    let_agreed_count,
    settle_difference,
    settle_score,
)
from samverkan.workbench.coding.codebook import TEXTS, CodeWish, change_code, compare_versions, lock_codebook
from samverkan.workbench.coding.settling import Judged, Sift, open_settling, show_settling
from samverkan.workbench.report.evaluating import REPORT, RESULTS, Order, evaluate_given
from samverkan.workbench.study.moving import (
    AccountNotFoundError,
    ConflictsWaitError,
    StudyNotFoundError,
    export_study,
    import_study,
    import_study_for,
    load_evidence,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
BOTH = pytest.mark.parametrize("name", ["two-clusters", "swedish-collaborations"])


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def copy_example(folder: Path) -> Path:
    shutil.copytree(EXAMPLES / "two-clusters", folder)
    return folder


@BOTH
def test_a_study_comes_back_byte_by_byte(name, tmp_path):
    study_id = import_study(EXAMPLES / name)

    export_study(study_id, tmp_path / "back")

    assert files_in(tmp_path / "back") == files_in(EXAMPLES / name)


def test_the_codebook_as_it_came_is_its_first_version(tmp_path):
    owner = add_account("kim@example.org", "a long password")
    study_id = import_study(EXAMPLES / "two-clusters", by=owner)
    kept = load_kept_codes(study_id)[0]
    lock_codebook(owner, study_id, is_locked=False)
    texts = {name: getattr(kept.value, name) for name in TEXTS}
    wish = CodeWish(kept.value.id, kept.value.kind.value, texts | {"definition": "Ny."})

    change_code(owner, study_id, (kept.id, kept.version), wish)

    changed, first = compare_versions(owner, study_id)
    assert [(one.column, one.before, one.after) for one in changed.differences] == [
        ("definition", kept.value.definition, "Ny.")
    ]
    assert [code["key"] for code in first.version.codes] == [one.value.id for one in load_kept_codes(study_id)]


@BOTH
def test_the_evidence_in_the_workbench_is_that_of_the_folder(name):
    study_id = import_study(EXAMPLES / name)

    assert load_evidence(study_id) == read_study_folder(EXAMPLES / name).evidence


def test_the_workbench_gives_the_figures_of_the_folder():
    study_id = import_study(EXAMPLES / "two-clusters")
    order = Order(NOON)

    kept = evaluate_given(load_evidence(study_id), order)
    read = evaluate_given(read_study_folder(EXAMPLES / "two-clusters").evidence, order)

    assert [b"".join(kept.contents[name]) for name in (RESULTS, REPORT)] == [
        b"".join(read.contents[name]) for name in (RESULTS, REPORT)
    ]


def test_what_we_do_not_know_comes_back_too(tmp_path):
    folder = copy_example(tmp_path / "study")
    settings = (folder / "study.toml").read_text("utf-8")
    (folder / "study.toml").write_text(f"# Vår studie, å ä ö\n{settings}\n[egen]\nnyckel = 1 # kvar\n", "utf-8")
    table = (folder / "municipalities.csv").read_text("utf-8").splitlines()
    widened = [f"{table[0]},motto", *(f'{line},"a, ""b"" {row}"' for row, line in enumerate(table[1:]))]
    (folder / "municipalities.csv").write_bytes("\r\n".join(widened).encode("utf-8-sig"))
    (folder / "notes" / "deep").mkdir(parents=True)
    (folder / "notes" / "deep" / "draft.bin").write_bytes(bytes(range(256)))
    (folder / "interviews" / "not-named.txt").write_text("A: hej\n", "utf-8")

    export_study(import_study(folder), tmp_path / "back")

    assert files_in(tmp_path / "back") == files_in(folder)


def test_hidden_files_and_links_out_of_the_folder_stay_behind(tmp_path):
    folder = copy_example(tmp_path / "study")
    (tmp_path / "secret.txt").write_text("key")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("x")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")

    export_study(import_study(folder), tmp_path / "back")

    assert files_in(tmp_path / "back") == files_in(EXAMPLES / "two-clusters")


def test_a_changed_value_changes_its_file_alone_and_its_cell_alone(tmp_path):
    study_id = import_study(EXAMPLES / "two-clusters")
    first = AnswerRecord.objects.filter(study_id=study_id, value=4).order_by("pk").first()
    AnswerRecord.objects.filter(pk=first.pk).update(value=5)

    export_study(study_id, tmp_path / "back")

    before, after = files_in(EXAMPLES / "two-clusters"), files_in(tmp_path / "back")
    assert [name for name in before if before[name] != after[name]] == ["answers.csv"]
    lines = zip(before["answers.csv"].splitlines(), after["answers.csv"].splitlines(), strict=True)
    assert len([old for old, new in lines if old != new]) == 1
    assert read_study_folder(tmp_path / "back").evidence == load_evidence(study_id)


def test_the_fingerprint_of_a_changed_table_is_another(tmp_path):
    study_id = import_study(EXAMPLES / "two-clusters")
    before = load_evidence(study_id).fingerprints

    CodeRecord.objects.filter(pk=load_kept_codes(study_id)[0].id).update(definition="Something else.")

    after = load_evidence(study_id).fingerprints
    assert [name for name in before if before[name] != after[name]] == ["codebook.csv"]


def test_an_edited_transcript_goes_out_as_plain_text(tmp_path):
    study_id = import_study(EXAMPLES / "two-clusters")
    interview = next(one for one in load_kept_interviews(study_id) if one.value.file.endswith(".vtt"))
    ExcerptRecord.objects.filter(interview_id=interview.id).delete()
    edited = join_turns([Spoken("Nytt svar.", "Systemägare"), Spoken("Ny fråga?", "Intervjuare")])
    add_transcript_version(interview.id, edited, NOON)

    export_study(study_id, tmp_path / "back")

    name = interview.value.file.replace(".vtt", ".txt")
    read = read_study_folder(tmp_path / "back")
    assert read.errors == ()
    assert read.evidence.transcripts[interview.value.id] == edited
    assert not (tmp_path / "back" / "interviews" / interview.value.file).exists()
    assert {one.file for one in read.evidence.interviews if one.id == interview.value.id} == {name}


def test_the_transcript_of_a_deleted_interview_stays_behind(tmp_path):
    study_id = import_study(EXAMPLES / "two-clusters")
    interview = load_kept_interviews(study_id)[0]
    InterviewRecord.objects.filter(pk=interview.id).update(is_deleted=True)

    export_study(study_id, tmp_path / "back")

    assert not (tmp_path / "back" / "interviews" / interview.value.file).exists()
    rows = (tmp_path / "back" / "excerpts.csv").read_text("utf-8").splitlines()
    assert [row for row in rows if row.startswith(f"{interview.value.id},")] == []


def test_excerpts_that_wait_in_the_queue_are_never_guessed(tmp_path):
    study_id = import_study(EXAMPLES / "two-clusters")
    interview_id = ExcerptRecord.objects.filter(study_id=study_id).order_by("pk").first().interview_id
    waiting = ExcerptRecord.objects.filter(interview_id=interview_id).count()
    add_transcript_version(interview_id, load_transcript(interview_id).value, NOON)

    with pytest.raises(ConflictsWaitError) as error:
        export_study(study_id, tmp_path / "back")

    assert str(error.value).startswith(f"{waiting} excerpts wait for somebody")
    assert not (tmp_path / "back").exists()


def test_all_errors_of_a_folder_are_told_at_once_and_nothing_is_kept(tmp_path):
    folder = write_files(
        tmp_path, municipalities="municipality\nHOLM\nHOLM\n", collaborations="collaboration,form\nNORD,klubb\n"
    )

    with pytest.raises(ProblemsError) as error:
        import_study(folder)

    assert {one.place.file for one in error.value.problems} >= {"municipalities.csv", "collaborations.csv"}
    assert not StudyRecord.objects.exists()


def test_a_null_character_is_told_with_its_row(tmp_path):
    folder = write_files(tmp_path, municipalities="municipality,name\nHOLM,Ho\0lm\nLILL,Lill\nSTOR,Stor\n")

    with pytest.raises(ProblemsError) as error:
        import_study(folder)

    assert [str(one) for one in error.value.problems] == [
        "municipalities.csv, row 2: there is a null character, which no database can keep. Remove it."
    ]


def test_a_place_that_is_taken_is_left_alone(tmp_path):
    study_id = import_study(EXAMPLES / "swedish-collaborations")
    (tmp_path / "taken.txt").write_text("mine")

    with pytest.raises(StudyFolderError):
        export_study(study_id, tmp_path)

    assert files_in(tmp_path) == {"taken.txt": b"mine"}


def test_the_owner_gets_the_study_and_the_log_says_so():
    account = add_account("kim@example.org", "a long password")

    study_id = import_study_for(EXAMPLES / "two-clusters", "Kim@Example.org")

    (event,) = load_events(study_id)
    assert load_role(study_id, account) is StudyRole.OWNER
    assert (event.value.who, event.value.act, event.value.object) == (account, "import-study", f"study:{study_id}")


def test_an_owner_without_an_account_is_told():
    with pytest.raises(AccountNotFoundError, match=r"There is no account kim@example\.org\."):
        import_study_for(EXAMPLES / "two-clusters", "kim@example.org")

    assert not StudyRecord.objects.exists()


def test_a_study_that_is_not_there_is_told(tmp_path):
    with pytest.raises(StudyNotFoundError, match="There is no study 12 in the workbench"):
        export_study(12, tmp_path / "back")


def test_the_same_folder_can_come_in_twice(tmp_path):
    first, second = import_study(EXAMPLES / "two-clusters"), import_study(EXAMPLES / "two-clusters")

    assert first != second
    assert load_evidence(first) == load_evidence(second)


def settle_everything(owner, study_id):
    """Settle what the coders of the example differ in, in every way that there is, and let it count."""
    for line in show_settling(owner, study_id).lines:
        for number, item in enumerate(open_settling(owner, study_id, line.id, Sift()).items):
            opened = open_settling(owner, study_id, line.id, Sift(), item.key).opened
            if isinstance(opened, Judged):
                decision = ScoreDecision(opened.number, 0, 0.33, was_asked=True, reason="Efter samtal.")
                settle_score(owner, study_id, line.id, decision)
                continue
            coder = item.coders[0]
            words = opened.sides[0][1][0].value.quote if opened.sides[0][1] else opened.sides[1][1][0].value.quote
            choice = (Choice.ONE, Choice.NONE, Choice.ADJUSTED)[number % 3]
            settle_difference(
                owner,
                study_id,
                line.id,
                Decision(opened.number, opened.seal, choice, coder, words[: len(words) // 2], "Talat om."),
            )
        let_agreed_count(owner, study_id, line.id)


def test_a_settled_study_moves_without_loss_and_gives_the_same_figures(tmp_path):
    owner = add_account("kim@example.org", "a long password")
    study_id = import_study(EXAMPLES / "two-clusters", by=owner)
    settle_everything(owner, study_id)
    order = Order(NOON)

    export_study(study_id, tmp_path / "settled")
    read = read_study_folder(tmp_path / "settled")
    export_study(import_study(tmp_path / "settled"), tmp_path / "again")

    assert read.errors == ()
    assert read.evidence == load_evidence(study_id)
    assert {one.verdict for one in read.evidence.settlements} == set(Verdict)
    assert files_in(tmp_path / "again") == files_in(tmp_path / "settled")
    kept, there = evaluate_given(load_evidence(study_id), order), evaluate_given(read.evidence, order)
    assert b"".join(kept.contents[RESULTS]) == b"".join(there.contents[RESULTS])


def test_settling_changes_neither_agreement_nor_the_coders_own_rows(tmp_path):
    owner = add_account("kim@example.org", "a long password")
    study_id = import_study(EXAMPLES / "two-clusters", by=owner)
    before = load_evidence(study_id)

    settle_everything(owner, study_id)

    after = load_evidence(study_id)
    assert [one for one in after.excerpts if one.coder != AGREED] == list(before.excerpts)
    assert [one for one in after.scores if one.coder != AGREED] == list(before.scores)
    measured = [
        compare_coders(one.excerpts, one.scores, one.transcripts, np.random.default_rng(1)) for one in (before, after)
    ]
    assert repr(measured[0]) == repr(measured[1])
