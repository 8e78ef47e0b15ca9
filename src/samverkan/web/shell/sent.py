"""What somebody typed into a form, in words: shown when it could not be saved, so that it can be copied."""

from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any, Final

from django.http import HttpRequest

from samverkan.domain.coding.codebook import SCORES, Code, Kind, read_levels
from samverkan.domain.coding.excerpts import Status, Valence
from samverkan.domain.coding.scores import FactorScore
from samverkan.domain.dates import Period
from samverkan.domain.findings.finding import Finding, Level, Question
from samverkan.domain.report.sheets.words_for import words_for
from samverkan.domain.words import Text, number, say
from samverkan.web.shell.words import language, read

FIELDS: Final[dict[str, Text]] = {
    "title": say("What the study is called"),
    "question": say("The question it is to answer"),
    "design": say("Design"),
    "size_rule": say("Who is small and who is large"),
    "large_from": say("Large from so many inhabitants"),
    "smallest_group": say("Smallest group that is shown"),
    "hides_other_coders": say("Double coding in the whole study"),
    "key": say("Id"),
    "id": say("Id"),
    "code": say("Code"),
    "valence": say("Valence"),
    "concerns": say("Municipality concerned"),
    "status": say("Status"),
    "memo": say("Memo"),
    "factor": say("Factor"),
    "respondent": say("Respondent"),
    "score": say("Level"),
    "reason": say("Reason"),
    "kind": say("Kind"),
    "parent": say("Stands under"),
    "name_sv": say("Name in Swedish"),
    "name_en": say("Name in English"),
    "name": say("Name"),
    "definition": say("Definition"),
    "include": say("Include"),
    "exclude": say("Exclude"),
    "example": say("Example"),
    "anchor_100": say("Written level {score:g}", score=1.0),
    "anchor_67": say("Written level {score:g}", score=0.67),
    "anchor_33": say("Written level {score:g}", score=0.33),
    "anchor_0": say("Written level {score:g}", score=0.0),
    "definition_sv": say("Definition, Swedish"),
    "include_sv": say("Include, Swedish"),
    "exclude_sv": say("Exclude, Swedish"),
    "example_sv": say("Example, Swedish"),
    "anchor_100_sv": say("Written level {score:g}, Swedish", score=1.0),
    "anchor_67_sv": say("Written level {score:g}, Swedish", score=0.67),
    "anchor_33_sv": say("Written level {score:g}, Swedish", score=0.33),
    "anchor_0_sv": say("Written level {score:g}, Swedish", score=0.0),
    "text": say("Text"),
    "words": say("Words"),
    "replacement": say("Replacement"),
    "date": say("Date"),
    "language": say("Language"),
    "respondents": say("Respondents"),
    "label": say("Label"),
    "function": say("Function"),
    "municipality": say("Municipality"),
    "collaboration": say("Collaboration"),
    "into": say("The code that stays"),
    "text_sv": say("The finding in Swedish"),
    "text_en": say("The finding in English"),
    "answers": say("Which question it answers"),
    "level": say("Confidence"),
    "sources": say("What it stands on"),
}
"""The fields that a person fills in; what is not here (a password, a number of ours) is never shown."""
ENUMS: Final[dict[str, type[StrEnum]]] = {
    "valence": Valence,
    "status": Status,
    "kind": Kind,
    "answers": Question,
    "level": Level,
}
LEVELS: Final[dict[str, Text]] = {"silent": say("silent"), "not-asked": say("not asked")}
DASH: Final = "–"
ON: Final = say("on")


@dataclass(frozen=True, slots=True)
class Sent:
    """One field: what it is called and what stood in it."""

    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in both versions; `is_other` when they are not the same."""

    label: str
    yours: str
    theirs: str

    @property
    def is_other(self) -> bool:
        """Whether something else was sent than what is there now."""
        return bool(self.yours) and self.yours != self.theirs


def read_sent(request: HttpRequest) -> tuple[Sent, ...]:
    """Return what a person filled in, in the order of the form; fields that were left empty are left out."""
    found = []
    for name, values in request.POST.lists():
        written = ", ".join(_write_sent(name, value) for value in values if value.strip())
        if name in FIELDS and written:
            found.append(Sent(name, read(FIELDS[name]), written))
    return tuple(found)


def compare(request: HttpRequest, current: object) -> tuple[Difference, ...]:
    """Return what was sent beside what is there now: first what was sent, then what it said nothing of.

    What was sent of something else, such as the code that another is merged into, has a dash beside it.
    """
    yours = {one.name: one.value for one in read_sent(request)}
    theirs = describe(current)
    shown = [name for name in yours if name in theirs]
    shown += [name for name in request.POST if name in theirs and name not in shown]
    rest = [name for name in theirs if name not in shown and theirs[name]]
    shown += [name for name in yours if name not in theirs]
    lines = [Difference(read(FIELDS[name]), yours.get(name, "") or DASH, theirs.get(name) or DASH) for name in shown]
    return (*lines, *(Difference(read(FIELDS[name]), "", theirs[name]) for name in rest))


def describe(value: object) -> dict[str, str]:
    """Return the fields of a value that have a name here, each as a person reads it."""
    known = {one.name for one in fields(value)} if is_dataclass(value) else set[str]()
    found = {name: _write(getattr(value, name)) for name in FIELDS if name in known}
    if "id" in found:
        # The forms call it a key.
        found["key"] = found.pop("id")
    if isinstance(value, Finding):
        found["answers"] = found.pop("question")
        found["sources"] = "\n".join(value.sources)
    if isinstance(value, FactorScore):
        found["score"] = _write_score(value)
    if isinstance(value, Code):
        found |= {f"anchor_{round(100 * one.score)}": one.words for one in value.anchors}
        own = dict(value.extra)
        found |= {name: words for name, words in own.items() if name in FIELDS}
        levels = read_levels(own.get("anchors_sv", ""))
        found |= {f"anchor_{round(100 * score)}_sv": words for score, words in levels.items() if score in SCORES}
    return found


def _write_score(value: FactorScore) -> str:
    if not value.was_asked:
        return read(LEVELS["not-asked"])
    return read(LEVELS["silent"]) if value.score is None else number(value.score, language(), ".2g")


def _write_sent(name: str, value: str) -> str:
    if name == "score":
        return read(LEVELS[value]) if value in LEVELS else _write_level(value)
    if name == "hides_other_coders":
        return read(ON)
    kind = ENUMS.get(name)
    known = {one.value: one for one in kind} if kind else {}
    return _read_word(known[value]) if value in known else value.replace("\r\n", "\n").strip()


def _write_level(value: str) -> str:
    return number(int(value) / 100, language(), ".2g") if value.isdecimal() and len(value) < 4 else value


def _write(value: Any) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return read(ON)
    if isinstance(value, StrEnum):
        return _read_word(value)
    if isinstance(value, Period):
        return value.text
    if isinstance(value, tuple):
        return ", ".join(_write(one) for one in value)
    return str(value)


def _read_word(value: StrEnum) -> str:
    words = words_for(value)
    return read(words) if words else value.value
