"""A study in which every state that a page can show is there; for the journey over every page."""

from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from keep import keep_account
from samverkan.domain.people import StudyRole
from samverkan.files.study_folder import StudyStart
from samverkan.records.coding import load_excerpts, load_kept_codes
from samverkan.records.interviews import load_kept_interviews
from samverkan.records.study import add_participant
from samverkan.workbench import history, jobs
from samverkan.workbench.coding.agreeing import Choice, Decision, let_agreed_count, settle_difference
from samverkan.workbench.coding.board import start_double_coding
from samverkan.workbench.coding.codebook import TEXTS, CodeWish, change_code, lock_codebook
from samverkan.workbench.coding.settling import Passage, Sift, open_settling, show_settling
from samverkan.workbench.interviews.revising import Edited, revise_transcript, show_revision
from samverkan.workbench.interviews.searching import prepare_search
from samverkan.workbench.interviews.uploading import UploadOrder, take_file
from samverkan.workbench.people.accounts import ResetLink
from samverkan.workbench.people.invitations import invite
from samverkan.workbench.people.members import make_reset_link
from samverkan.workbench.report.runs import start_evaluation
from samverkan.workbench.study.founding import start_study_here
from samverkan.workbench.study.moving import import_study

EXAMPLE = Path(__file__).parent.parent / "examples" / "two-clusters"
NAMES = (
    "Intervjuare: Hur samverkade ni?\n\n"
    "Karin Lindqvist: Vi frågade Anna Berg i Åmål. Sedan kom hajen, som alla kallar henne.\n"
)


@dataclass(frozen=True)
class States:
    """Who owns the studies: the one with everything in it, the one with nothing; an upload, and a link that is sent."""

    owner: int
    full: int
    empty: int
    upload: int
    reset: ResetLink
    settled: int


def keep_every_state(owner: int) -> States:
    """Two studies of the owner's: the example with something of every kind under way, and one that has just begun."""
    full = import_study(EXAMPLE, by=owner)
    prepare_search(owner, full)
    reset = keep_people(owner, full)
    keep_conflict(owner, full)
    upload = keep_uploads(owner, full)
    keep_changed_code(owner, full)
    settled = keep_settled(owner, full)
    start_evaluation(owner, full, "sv")
    jobs.do_next("worker", timezone.now())
    # The excerpts that wait are in the first: they must not be hidden.
    _, second, *_, last = load_kept_interviews(full)
    start_double_coding(owner, full, second.id, is_on=True)
    history.delete_interview(owner, full, last.id)
    empty = start_study_here(owner, StudyStart("En alldeles ny studie"))
    return States(owner, full, empty, upload, reset, settled)


def keep_people(owner: int, study_id: int) -> ResetLink:
    """Somebody who is invited, and a reader, whose link to a new password is returned."""
    reader = keep_account("reader@example.org", name="Robin Ny")
    add_participant(study_id, reader, StudyRole.READER)
    invite(owner, study_id, "alex@example.org", StudyRole.EDITOR)
    return make_reset_link(owner, study_id, reader)


def keep_settled(owner: int, study_id: int) -> int:
    """The number of an interview of which the differences between coders are settled, while others' are left."""
    line, other, *_ = reversed(show_settling(owner, study_id).lines)
    for item in open_settling(owner, study_id, line.id, Sift()).items:
        opened = open_settling(owner, study_id, line.id, Sift(), item.key).opened
        if isinstance(opened, Passage):
            decision = Decision(opened.number, opened.seal, Choice.ONE, item.coders[0], reason="Talat om.")
            settle_difference(owner, study_id, line.id, decision)
    let_agreed_count(owner, study_id, line.id)
    opened = open_settling(owner, study_id, other.id, Sift()).opened
    if isinstance(opened, Passage):
        settle_difference(owner, study_id, other.id, Decision(opened.number, opened.seal, Choice.NONE))
    return line.id


def keep_conflict(owner: int, study_id: int) -> None:
    """A second version of a transcript, in which a coded passage is gone."""
    excerpt = load_excerpts(study_id)[0]
    one = next(kept for kept in load_kept_interviews(study_id) if kept.value.id == excerpt.interview)
    seen = show_revision(owner, study_id, one.id)
    changed = seen.text.replace(excerpt.quote, "Något helt annat.")
    revise_transcript(owner, study_id, one.id, Edited(seen.transcript_id, changed))


def keep_uploads(owner: int, study_id: int) -> int:
    """The number of a file whose names are to be reviewed; beside it one that nobody can read."""
    content = NAMES.encode()
    upload = take_file(owner, study_id, UploadOrder("Intervju 12.txt", len(content)), [content])
    take_file(owner, study_id, UploadOrder("trasig.txt", 40), [b"a\0b" * 13 + b"a"])
    return upload.id


def keep_changed_code(owner: int, study_id: int) -> None:
    """A code whose definition has changed, so that its excerpts are to be looked at again."""
    coded = load_excerpts(study_id)[-1].code
    kept = next(one for one in load_kept_codes(study_id) if one.value.id == coded)
    code = kept.value
    texts = {name: getattr(code, name) for name in TEXTS} | {"definition": f"{code.definition} Också i efterhand."}
    levels = tuple((one.score, one.words) for one in code.anchors)
    wish = CodeWish(code.id, code.kind.value, texts, levels, tuple(code.extra), code.parent)
    lock_codebook(owner, study_id, is_locked=False)
    change_code(owner, study_id, (kept.id, kept.version), wish)
