"""What was done, in a sentence; and what changed, column by column."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from samverkan.domain.history import Content, Event
from samverkan.domain.words import Text, as_is, say

SENTENCES: Final[Mapping[str, Text]] = {
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
    "open-codebook": say("The codebook was opened."),
    "start-double-coding": say("A double coding was started."),
    "end-double-coding": say("A double coding was ended."),
    "score-informant": say("An informant was scored."),
    "invite-member": say("Somebody was invited."),
    "accept-invitation": say("An invitation was accepted."),
    "withdraw-invitation": say("An invitation was withdrawn."),
    "change-role": say("A role was changed."),
    "remove-member": say("Somebody was taken out of the study."),
    "make-reset-link": say("A link to a new password was made."),
    "start-evaluation": say("An evaluation was asked for."),
    "stop-evaluation": say("An evaluation was stopped."),
    "make-evaluation": say("An evaluation was made."),
    "delete-interview": say("An interview was deleted."),
    "restore-interview": say("An interview was brought back."),
    "restore-excerpt": say("An excerpt was brought back."),
    "restore-code": say("A code was brought back."),
    "empty-deleted": say("What was deleted was emptied for good."),
}
ROOMS: Final[Mapping[str, Text]] = {
    "study": say("Study"),
    "interviews": say("Interviews"),
    "coding": say("Coding"),
    "people": say("Participants"),
    "report": say("Evaluation"),
    "history": say("Deleted"),
}
MOST_LINES: Final = 40
MOST_SIGNS: Final = 400
UNTOLD: Final = {"token", "key"}
"""What an event keeps for the machine alone."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that changed: what it is called in the study's tables, before and after; '' is nothing."""

    name: str
    before: str
    after: str


def sentence_of(event: Event) -> Text:
    """Return what was done; an act that has no sentence yet is told by its name."""
    return SENTENCES.get(event.act, as_is(event.act))


def lines_of(event: Event) -> tuple[Line, ...]:
    """Return what changed, at most MOST_LINES of it; what is the same before and after says what it was about."""
    before, after = dict(_flatten(event.before)), dict(_flatten(event.after))
    names = list(dict.fromkeys([*before, *after]))[:MOST_LINES]
    return tuple(Line(name, before.get(name, ""), after.get(name, "")) for name in names)


def _flatten(content: Content) -> Iterator[tuple[str, str]]:
    for name, value in (content or {}).items():
        if name == "about":
            yield from _flatten(value)
        elif name == "rows":
            for row in value:
                yield from _of_row(row)
        elif name not in UNTOLD:
            yield name, _words(value)


def _of_row(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in row.items():
        if name not in {"table", "id"}:
            yield f"{row.get('table', '')} {row.get('id', '')}: {name}", _words(value)


def _words(value: Any) -> str:
    if isinstance(value, list):
        words = ", ".join(_words(one) for one in value)
    elif isinstance(value, dict):
        words = ", ".join(f"{name}: {_words(one)}" for name, one in value.items())
    else:
        words = "" if value is None else str(value)
    return words if len(words) <= MOST_SIGNS else words[:MOST_SIGNS] + "…"
