"""What was done, in a sentence, with the code and the interview where the event tells them."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from samverkan.domain.history import Event, without_aspect
from samverkan.domain.words import Text, as_is, join_words, say

ROOMS: Final[Mapping[str, Text]] = {
    "study": say("Study"),
    "interviews": say("Interviews"),
    "coding": say("Coding"),
    "findings": say("Findings"),
    "people": say("Participants"),
    "report": say("Evaluation"),
    "history": say("Deleted"),
}
ACTS: Final[Mapping[str, Mapping[str, Text]]] = {
    "study": {
        "import-study": say("The study was taken in from its folder."),
        "start-study": say("The study was started."),
        "export-study": say("The study folder was downloaded."),
        "change-study": say("What the study is about was changed."),
        "add-municipality": say("A municipality was added."),
        "add-collaboration": say("A collaboration was added."),
        "add-membership": say("A municipality was put into a collaboration."),
        "change-municipality": say("What is known of a municipality was changed."),
        "change-collaboration": say("What is known of a collaboration was changed."),
        "change-membership": say("A municipality's time in a collaboration was changed."),
        "remove-municipality": say("A municipality was removed."),
        "remove-collaboration": say("A collaboration was removed."),
        "remove-membership": say("A municipality was taken out of a collaboration."),
        "restore-municipality": say("A municipality was brought back."),
        "restore-collaboration": say("A collaboration was brought back."),
        "restore-membership": say("A municipality was put back into a collaboration."),
        "take-in-tables": say("Tables were taken in from files."),
    },
    "interviews": {
        "start-upload": say("A file was uploaded."),
        "read-upload": say("An uploaded file was read."),
        "refuse-upload": say("An uploaded file could not be read."),
        "discard-upload": say("An uploaded file was discarded."),
        "decide-names": say("Names in an uploaded file were decided on."),
        "mark-name": say("A name that was missed was marked."),
        "take-in-interview": say("An interview was taken in."),
        "describe-interview": say("What is known of an interview was changed."),
        "revise-transcript": say("A transcript was edited."),
        "place-excerpt": say("An excerpt was put in its place in an edited transcript."),
        "drop-excerpt": say("An excerpt that has no place in an edited transcript was dropped."),
        "add-respondent": say("A respondent was added."),
        "describe-respondent": say("What is known of a respondent was changed."),
    },
    "coding": {
        "mark-excerpt": say("A passage was marked."),
        "change-excerpt": say("An excerpt was changed."),
        "move-excerpt": say("The ends of an excerpt were moved."),
        "delete-excerpt": say("An excerpt was deleted."),
        "confirm-excerpts": say("Excerpts were looked at again."),
        "undo": say("Something was undone."),
        "redo": say("Something was done again."),
        "add-code": say("A code was added."),
        "change-code": say("A code was changed."),
        "move-code": say("A code was moved."),
        "delete-code": say("A code was deleted."),
        "merge-codes": say("Codes were merged."),
        "split-code": say("A code was split."),
        "lock-codebook": say("The codebook was locked."),
        "open-codebook": say("The codebook was unlocked."),
        "start-double-coding": say("A double coding was started."),
        "end-double-coding": say("A double coding was ended."),
        "score-informant": say("An informant was scored."),
        "settle-difference": say("A difference between coders was settled."),
        "settle-score": say("A difference between scores was settled."),
        "let-agreed-count": say("The agreed coding of an interview was made, and counts."),
        "withdraw-agreed": say("The agreed coding of an interview was withdrawn."),
    },
    "findings": {
        "add-finding": say("A finding was written."),
        "change-finding": say("A finding was changed."),
        "remove-finding": say("A finding was removed."),
        "restore-finding": say("A finding was brought back."),
    },
    "people": {
        "invite-member": say("Somebody was invited."),
        "accept-invitation": say("An invitation was accepted."),
        "withdraw-invitation": say("An invitation was withdrawn."),
        "change-role": say("A role was changed."),
        "remove-member": say("Somebody was taken out of the study."),
        "make-reset-link": say("A link to a new password was made."),
    },
    "report": {
        "start-evaluation": say("An evaluation was asked for."),
        "stop-evaluation": say("An evaluation was stopped."),
        "make-evaluation": say("An evaluation was made."),
    },
    "history": {
        "delete-interview": say("An interview was deleted."),
        "restore-interview": say("An interview was brought back."),
        "restore-excerpt": say("An excerpt was brought back."),
        "restore-code": say("A code was brought back."),
        "empty-deleted": say("What was deleted was emptied for good."),
    },
}
"""What was done, in each room, by the name of the act."""

SENTENCES: Final[Mapping[str, Text]] = {act: words for acts in ACTS.values() for act, words in acts.items()}
OF_EXCERPTS: Final[Mapping[str, Callable[[str, Text], Text]]] = {
    "mark-excerpt": lambda place, codes: say(
        "A passage in {interview} was marked with {codes}.", interview=place, codes=codes
    ),
    "change-excerpt": lambda place, codes: say(
        "An excerpt in {interview} with {codes} was changed.", interview=place, codes=codes
    ),
    "move-excerpt": lambda place, codes: say(
        "The ends of an excerpt in {interview} with {codes} were moved.", interview=place, codes=codes
    ),
    "delete-excerpt": lambda place, codes: say(
        "An excerpt in {interview} with {codes} was deleted.", interview=place, codes=codes
    ),
    "settle-difference": lambda place, codes: say(
        "A difference between coders in {interview} was settled: {codes}.", interview=place, codes=codes
    ),
}
OF_CODES: Final[Mapping[str, Callable[[Text], Text]]] = {
    "add-code": lambda codes: say("The code {codes} was added.", codes=codes),
    "change-code": lambda codes: say("The code {codes} was changed.", codes=codes),
    "move-code": lambda codes: say("The code {codes} was moved.", codes=codes),
    "delete-code": lambda codes: say("The code {codes} was deleted.", codes=codes),
    "merge-codes": lambda codes: say("Codes were merged: {codes}.", codes=codes),
    "split-code": lambda codes: say("A code was split: {codes}.", codes=codes),
    "confirm-excerpts": lambda codes: say("Excerpts with {codes} were looked at again.", codes=codes),
}
OF_SCORES: Final[Mapping[str, Callable[[str, Text], Text]]] = {
    "score-informant": lambda who, factor: say("{respondent} was scored on {factor}.", respondent=who, factor=factor),
    "settle-score": lambda who, factor: say(
        "It was settled how {respondent} is scored on {factor}.", respondent=who, factor=factor
    ),
}
OF_INTERVIEWS: Final[Mapping[str, Callable[[str], Text]]] = {
    "let-agreed-count": lambda place: say("The agreed coding of {interview} was made, and counts.", interview=place),
    "withdraw-agreed": lambda place: say("The agreed coding of {interview} was withdrawn.", interview=place),
}
BACK_AND_FORTH: Final[Mapping[str, Callable[[Text], Text]]] = {
    "undo": lambda what: say("Undone: {what}", what=what),
    "redo": lambda what: say("Done again: {what}", what=what),
}
Names = Mapping[str, Text]
"""What the codes of the study are called, by their keys."""


def sentence_of(event: Event, codes: Names) -> Text:
    """Return what was done; an act that has no sentence yet is told by its name.

    The code and the interview come from what the event itself keeps: of one that is emptied, or hidden from who
    asks, only the act is told.
    """
    about = _about(event)
    act = str(about.get("act", "")) if event.act in BACK_AND_FORTH else event.act
    told = _tell(act, about, codes)
    if event.act in BACK_AND_FORTH:
        return BACK_AND_FORTH[event.act](told or SENTENCES[act]) if act in SENTENCES else SENTENCES[event.act]
    return told or SENTENCES.get(event.act, as_is(event.act))


def known_interviews(events: tuple[Event, ...]) -> dict[str, str]:
    """Return what interviews are called by the events about them, for those that are no longer there."""
    kept = {one.object: _about(one).get("interview") for one in events if one.object.startswith("interview:")}
    return {without_aspect(name): key for name, key in kept.items() if isinstance(key, str)}


def _about(event: Event) -> Mapping[str, Any]:
    content = event.after or event.before or {}
    about = content.get("about", content)
    return about if isinstance(about, Mapping) else {}


def _tell(act: str, about: Mapping[str, Any], codes: Names) -> Text | None:
    """Return the sentence with what it is about; None when the event does not tell that."""
    keys, place = about.get("codes"), about.get("interview")
    named = join_words([codes.get(key, as_is(key)) for key in keys]) if keys else None
    if act in OF_EXCERPTS and named and place:
        return OF_EXCERPTS[act](place, named)
    if act in OF_CODES and named:
        return OF_CODES[act](named)
    if act in OF_INTERVIEWS and place:
        return OF_INTERVIEWS[act](place)
    if act in OF_SCORES and about.get("factor") and about.get("respondent"):
        return OF_SCORES[act](about["respondent"], codes.get(about["factor"], as_is(about["factor"])))
    return None
