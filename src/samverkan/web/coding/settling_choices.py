"""The choices for settling a difference, what was sent that could not be done, and both versions of a decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from samverkan.domain.words import Text, number, say
from samverkan.web.coding.scores import NOT_ASKED, SENT, SILENT
from samverkan.web.shell.sent import Difference
from samverkan.web.shell.words import language, read
from samverkan.workbench.coding.agreeing import Choice
from samverkan.workbench.coding.settling import Judged, Passage

CHANGED: Final = 409
DASH: Final = "–"
NO_LEVEL: Final = {SILENT: say("silent"), NOT_ASKED: say("not asked")}


@dataclass(frozen=True, slots=True)
class Option:
    """A way to settle a difference: what it sends, its words, the key that presses it, and whether it is chosen."""

    value: str
    words: Text
    key: int
    is_on: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """What somebody has sent that could not be done, why, and the status of the answer."""

    wrong: str
    sent: Mapping[str, str]
    status: int = 422


def offer_choices(opened: Passage | Judged | None, sent: Mapping[str, str]) -> dict[str, Any]:
    """Return what a page offers for the opened difference: chosen is what was sent, or what is settled."""
    if isinstance(opened, Passage):
        return {
            "options": _of_passage(opened, sent),
            "words": sent.get("words", opened.words),
            "reason": sent.get("reason", opened.reason),
        }
    if isinstance(opened, Judged):
        agreed = opened.agreed.value if opened.agreed else None
        now = "" if agreed is None else _choice_of(agreed.score, was_asked=agreed.was_asked)
        levels = {one.score: one.words for one in opened.factor.value.levels(language())}
        return {
            "anchors": [(name, score, levels.get(score, "")) for name, score in SENT.items()],
            "now": sent.get("score", now),
            "reason": sent.get("reason", agreed.reason if agreed else ""),
        }
    return {}


def _of_passage(opened: Passage, sent: Mapping[str, str]) -> tuple[Option, ...]:
    now = sent.get("choice", _value(opened.choice, opened.coder) if opened.choice else "")
    marked = [coder for coder, said in opened.sides if said]
    unmarked = [coder for coder, said in opened.sides if not said]
    offered: list[tuple[str, Text]] = [
        (_value(Choice.ONE, coder), say("As {coder} has it", coder=coder)) for coder in marked
    ]
    if opened.may_keep_all:
        offered.append((_value(Choice.ALL), say("All of them stand")))
    nothing = say("Nothing here, as {coder} has it", coder=", ".join(unmarked)) if unmarked else say("Nothing here")
    offered.append((_value(Choice.NONE), nothing))
    offered += [
        (_value(Choice.ADJUSTED, coder), say("As {coder} has it, with other ends", coder=coder)) for coder in marked
    ]
    return tuple(Option(value, words, key, value == now) for key, (value, words) in enumerate(offered, start=1))


def _value(choice: Choice, coder: str = "") -> str:
    return f"{choice.value}:{coder}"


def _choice_of(score: float | None, *, was_asked: bool) -> str:
    if score is not None:
        return f"{round(100 * score)}"
    return SILENT if was_asked else NOT_ASKED


def compare_with(opened: Passage | Judged | None, sent: Mapping[str, str]) -> tuple[Difference, ...]:
    """Return what was sent beside what is settled now; without a decision now there are dashes beside it."""
    if isinstance(opened, Passage):
        lines = _both_of_passage(opened, sent)
    elif isinstance(opened, Judged):
        now = offer_choices(opened, {})
        reason = (say("Reason"), sent.get("reason", ""), now["reason"])
        lines = [(say("Level"), _write_level(sent.get("score", "")), _write_level(now["now"])), reason]
    else:
        lines = []
    return tuple(
        Difference(read(label), yours.strip() or DASH, theirs.strip() or DASH)
        for label, yours, theirs in lines
        if yours or theirs
    )


def _both_of_passage(opened: Passage, sent: Mapping[str, str]) -> list[tuple[Text, str, str]]:
    words = {one.value: read(one.words) for one in _of_passage(opened, {})}
    mine = sent.get("choice", "")
    has_own_ends = mine.partition(":")[0] == Choice.ADJUSTED.value
    now = _value(opened.choice, opened.coder) if opened.choice else ""
    return [
        (say("What stands in the agreed coding"), words.get(mine, ""), words.get(now, "")),
        (
            say("The passage with other ends"),
            sent.get("words", "") if has_own_ends else "",
            opened.words if opened.choice is Choice.ADJUSTED else "",
        ),
        (say("Reason"), sent.get("reason", ""), opened.reason),
        (say("Settled by"), "", " ".join((opened.settled_by, opened.settled_at[:10]))),
    ]


def _write_level(sent: str) -> str:
    level = SENT.get(sent)
    if level is None:
        return read(NO_LEVEL[sent]) if sent in NO_LEVEL else ""
    return number(level, language(), ".2g")
