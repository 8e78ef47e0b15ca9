"""Deciding on a difference between coders, and letting the coding that is agreed on count."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils import timezone

from samverkan.domain.coding.agreed import AGREED
from samverkan.domain.coding.codebook import SCORES
from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.coding.passages import find_around
from samverkan.domain.coding.scores import FactorScore
from samverkan.domain.coding.settling import (
    Difference,
    ScoreDifference,
    Settlement,
    Verdict,
    agree_on,
    compare_interview,
    compare_judgements,
    find_words,
)
from samverkan.domain.history import SETTLING
from samverkan.domain.interviews.transcript import Transcript
from samverkan.domain.kept import ChangedMeanwhileError, Kept
from samverkan.domain.people import Right
from samverkan.domain.words import say
from samverkan.records.coding import (
    GONE,
    State,
    add_marks,
    add_settlement,
    columns_of,
    find_score,
    keep_score,
    list_hidden_interviews,
    list_respondents,
    load_excerpts_of_interview,
    load_marked_by_persons,
    load_numbers,
    load_respondents_of,
    load_scores_of_respondents,
    load_settled,
    place_score,
    state_of,
    write_states,
)
from samverkan.records.interviews import load_text, load_transcript
from samverkan.records.study import hold_study
from samverkan.workbench.access import HiddenNowError
from samverkan.workbench.coding.acting import Bench, Change, CodingError, name_coder, note, open_bench

NOT_THIS_DIFFERENCE = say("The coders no longer differ like this. Look at what they differ in now.")


class Choice(StrEnum):
    """What is decided on a difference. One coder's is named with the choice."""

    ONE = "one"
    ALL = "all"
    NONE = "none"
    ADJUSTED = "adjusted"


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decides on a difference.

    `difference` is its number and `seen` the numbers of its excerpts with what was decided on them, as the page showed
    them. `coder` is whose excerpts are kept, or whose first one gets other ends, those of `words`.
    """

    difference: int
    seen: str
    choice: Choice
    coder: str = ""
    words: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ScoreDecision:
    """What somebody decides on scores that differ; `version` is that of the agreed score, 0 when there was none."""

    difference: int
    version: int
    score: float | None
    was_asked: bool
    reason: str


def open_settled(actor: int, study_id: int, interview_id: int, right: Right = Right.READ) -> Bench:
    """Return where differences are settled.

    Raises
    ------
    NotThereError, NotAllowedError
        See `access.require`.
    HiddenNowError
        The interview is being double-coded: nobody settles before both are done.
    """
    bench = open_bench(actor, study_id, interview_id, right)
    if bench.line.hides_other_coders:
        raise HiddenNowError(
            say(
                "Interview {interview} is being double-coded. What the coders differ in is settled when an owner of "
                "the study has ended the double coding, so that nobody is led by the other.",
                interview=bench.line.key,
            )
        )
    return bench


def subject_of(interview_id: int) -> str:
    """Return the object of the events of settling an interview, for undoing them."""
    return f"interview:{interview_id}{SETTLING}"


def seal_of(difference: Difference, settled: Mapping[int, Kept[Settlement]]) -> str:
    """Return what tells a difference as it is seen from a changed one: its excerpts and what was decided on them."""
    parts = ((one.id, one.version, settled[one.id].version if one.id in settled else 0) for one in difference.excerpts)
    return "-".join(".".join(map(str, part)) for part in parts)


def find_score_differences(study_id: int, interviews: Collection[int]) -> dict[int, tuple[ScoreDifference, ...]]:
    """Return where the scores of each interview's respondents differ; of who is being double-coded none."""
    people = list_respondents(interviews)
    hidden = load_respondents_of(study_id, list_hidden_interviews(study_id))
    heard = {one for each in people.values() for one in each} - hidden
    found = compare_judgements(load_scores_of_respondents(study_id, heard)) if heard else ()
    return {number: tuple(one for one in found if one.cell[2] in keys) for number, keys in people.items()}


@transaction.atomic
def settle_difference(actor: int, study_id: int, interview_id: int, decision: Decision) -> None:
    """Decide what becomes of a difference in the agreed coding; what the coders marked stays as it is.

    Raises
    ------
    ChangedMeanwhileError
        A coder has changed an excerpt, or somebody has decided otherwise, since the page was made.
    CodingError
        What is chosen cannot be: both keep the same passage and code, or a coder has nothing here.
    ExcerptError
        The words of an adjusted passage are not near it.
    NotThereError, NotAllowedError, HiddenNowError
        See `open_settled`.
    """
    bench = open_settled(actor, study_id, interview_id, Right.EDIT)
    hold_study(study_id)
    found = compare_interview(load_marked_by_persons([interview_id])[interview_id]).differences
    difference = next((one for one in found if one.id == decision.difference), None)
    settled = load_settled([interview_id])
    if difference is None:
        raise CodingError(NOT_THIS_DIFFERENCE)
    if seal_of(difference, settled) != decision.seen:
        there = (settled[one.id] for one in difference.excerpts if one.id in settled)
        raise ChangedMeanwhileError(next(there, None) or difference.excerpts[0])
    verdicts = _decide(difference, decision, load_text(interview_id))
    also = {
        "reason": _clean(decision.reason),
        "settled_by": name_coder(actor, bench.place),
        "settled_at": timezone.localtime().isoformat(timespec="seconds"),
    }
    before, after = [], []
    for one in difference.excerpts:
        columns = {"study_id": study_id, "excerpt_id": one.id, **verdicts[one.id], **also}
        was = settled.get(one.id)
        if was is None:
            number = add_settlement(columns)
            before.append(state_of("settlement", number, **{GONE: True}))
        else:
            number = was.id
            now = {"study_id": study_id, "excerpt_id": one.id, **columns_of(was.value)}
            before.append(state_of("settlement", number, **now))
            write_states([state_of("settlement", number, **columns)])
        after.append(state_of("settlement", number, **columns))
    start, end = difference.span
    about = {
        "interview": bench.line.key,
        "codes": list(difference.codes),
        "place": f"{start}-{end}",
        "choice": decision.choice.value,
        "coder": decision.coder,
    }
    note(actor, study_id, Change("settle-difference", subject_of(interview_id), about, tuple(before), tuple(after)))


def _decide(difference: Difference, decision: Decision, transcript: Transcript) -> dict[int, dict[str, Any]]:
    """Return verdict, ends and words for each excerpt, by its number."""
    plain = {"new_start": None, "new_end": None, "quote": ""}
    verdicts = {one.id: {"verdict": Verdict.DROPPED.value, **plain} for one in difference.excerpts}
    if decision.choice is Choice.NONE:
        return verdicts
    if decision.choice is Choice.ALL:
        if not difference.may_keep_all:
            raise CodingError(say("Both mark the same passage with the same code, so only one of them can be kept."))
        return {number: {"verdict": Verdict.KEPT.value, **plain} for number in verdicts}
    own = difference.sides.get(decision.coder, ())
    if not own:
        raise CodingError(say("{coder} has marked nothing here. Choose another.", coder=decision.coder or "–"))
    if decision.choice is Choice.ONE:
        return {**verdicts, **{one.id: {"verdict": Verdict.KEPT.value, **plain} for one in own}}
    around = find_around(transcript, difference.span)
    reach = (around[0].turn.start, around[-1].turn.end) if around else difference.span
    start, end = find_words(transcript, decision.words, difference.span, reach)
    ends = {"new_start": start, "new_end": end, "quote": transcript.text[start:end]}
    return {**verdicts, own[0].id: {"verdict": Verdict.ADJUSTED.value, **ends}}


@transaction.atomic
def settle_score(actor: int, study_id: int, interview_id: int, decision: ScoreDecision) -> None:
    """Give an informant the level that is agreed on; the coders' own scores stay.

    Raises
    ------
    ChangedMeanwhileError
        Somebody has settled it otherwise since.
    CodingError
        The scores differ no longer, the level is none of the anchored ones, or there is no reason.
    NotThereError, NotAllowedError, HiddenNowError
        See `open_settled`.
    """
    bench = open_settled(actor, study_id, interview_id, Right.EDIT)
    hold_study(study_id)
    found = find_score_differences(study_id, [interview_id])[interview_id]
    difference = next((one for one in found if one.id == decision.difference), None)
    if difference is None:
        raise CodingError(NOT_THIS_DIFFERENCE)
    if decision.score is not None and decision.score not in SCORES:
        raise CodingError(say("A score is 1, 0.67, 0.33 or 0: the written levels. 0.5 says neither in nor out."))
    if not decision.reason.strip():
        raise CodingError(say("Write why: one sentence that names what decides the level."))
    if (difference.agreed.version if difference.agreed else 0) != decision.version:
        raise ChangedMeanwhileError(difference.agreed)
    case, factor, respondent = difference.cell
    was_asked = decision.was_asked or decision.score is not None
    agreed = FactorScore(case, factor, respondent, AGREED, decision.score, was_asked, _clean(decision.reason))
    columns = place_score(study_id, agreed)
    old = find_score(columns)
    number = old[0] if old else keep_score(columns)
    before = state_of("score", number, **(old[2] if old else {GONE: True}))
    after = state_of("score", number, **columns)
    if old:
        write_states([after])
    about = {
        "interview": bench.line.key,
        "case": case,
        "factor": factor,
        "respondent": respondent,
        "coder": AGREED,
        "settled_by": name_coder(actor, bench.place),
    }
    note(actor, study_id, Change("settle-score", subject_of(interview_id), about, (before,), (after,)))


@transaction.atomic
def let_agreed_count(actor: int, study_id: int, interview_id: int) -> int:
    """Make the agreed coding of an interview from what is settled, and return how many passages it has.

    From then on it leads the interview. One that was made before is replaced.

    Raises
    ------
    CodingError
        Something is not settled, nothing would be left, or the agreed coding is just so already.
    NotThereError, NotAllowedError, HiddenNowError
        See `open_settled`.
    """
    bench = open_settled(actor, study_id, interview_id, Right.EDIT)
    hold_study(study_id)
    kept = load_transcript(interview_id)
    transcript = kept.value if kept else Transcript("")
    compared = compare_interview(load_marked_by_persons([interview_id])[interview_id])
    decided = {number: one.value for number, one in load_settled([interview_id]).items()}
    agreed, missing = agree_on(compared, decided, transcript)
    if missing:
        raise CodingError(say("Not every difference is settled yet. Settle those that are left first."))
    if not agreed:
        raise CodingError(
            say("Nothing would be left of the coding of this interview. Keep at least one passage, or leave it so.")
        )
    there = load_excerpts_of_interview(interview_id, AGREED)
    if is_same_coding(agreed, (one.value for one in there)):
        raise CodingError(say("The agreed coding is just so already, and counts."))
    gone = [(one.id, False) for one in there]
    write_states(_deleted(gone, is_after=True))
    made = add_marks(_rows_of(study_id, interview_id, kept.id if kept else None, agreed))
    changed = [*gone, *((number, True) for number in made)]
    about = {"interview": bench.line.key, "coder": AGREED, "count": len(agreed)}
    before, after = _deleted(changed, is_after=False), _deleted(changed, is_after=True)
    note(actor, study_id, Change("let-agreed-count", subject_of(interview_id), about, before, after))
    return len(made)


@transaction.atomic
def withdraw_agreed(actor: int, study_id: int, interview_id: int) -> None:
    """Take the agreed coding of an interview away, so that a coder leads it again; what was decided stays.

    Raises
    ------
    CodingError
        There is none.
    NotThereError, NotAllowedError, HiddenNowError
        See `open_settled`.
    """
    bench = open_settled(actor, study_id, interview_id, Right.EDIT)
    hold_study(study_id)
    gone = [(one.id, False) for one in load_excerpts_of_interview(interview_id, AGREED)]
    if not gone:
        raise CodingError(say("No agreed coding counts in this interview."))
    before, after = _deleted(gone, is_after=False), _deleted(gone, is_after=True)
    write_states(after)
    about = {"interview": bench.line.key, "coder": AGREED, "count": len(gone)}
    note(actor, study_id, Change("withdraw-agreed", subject_of(interview_id), about, before, after))


def is_same_coding(one: Collection[Excerpt], other: Any) -> bool:
    """Tell whether two codings say the same of the same passages."""
    return {_said(each) for each in one} == {_said(each) for each in other}


def _said(one: Excerpt) -> tuple[Any, ...]:
    return one.start, one.end, one.code, one.valence, one.concerns, one.status, one.memo


def _deleted(changed: Collection[tuple[int, bool]], *, is_after: bool) -> tuple[State, ...]:
    """Return the states of excerpts that stand only after an act (True) or only before it."""
    return tuple(state_of("excerpt", number, is_deleted=is_new is not is_after) for number, is_new in changed)


def _rows_of(
    study_id: int, interview_id: int, transcript_id: int | None, agreed: Collection[Excerpt]
) -> list[dict[str, Any]]:
    codes, municipalities = load_numbers(study_id)
    now = timezone.localtime().isoformat(timespec="seconds")
    return [
        {
            "study_id": study_id,
            "interview_id": interview_id,
            "transcript_id": transcript_id,
            "code_id": codes[one.code][0],
            "definition_number": codes[one.code][1],
            "concerns_id": municipalities.get(one.concerns),
            "start": one.start,
            "end": one.end,
            "quote": one.quote,
            "coder": AGREED,
            "valence": str(one.valence or ""),
            "status": str(one.status or ""),
            "memo": one.memo,
            "marked_at": now,
        }
        for one in agreed
    ]


def _clean(reason: str) -> str:
    return reason.replace("\r\n", "\n").replace("\x00", "").strip()
