"""What an event changed, column by column, in words."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from samverkan.domain.coding.excerpts import Status, Valence
from samverkan.domain.findings.finding import Level, Question
from samverkan.domain.history import Content, Event
from samverkan.domain.report.sheets.words_for import words_for
from samverkan.domain.study import Design, Form, Role, SizeRule
from samverkan.domain.words import Text, as_is, say
from samverkan.web.history.sentences import SENTENCES
from samverkan.web.shell.sent import FIELDS
from samverkan.web.shell.words import ROLES

MOST_LINES: Final = 40
MOST_SIGNS: Final = 400
UNTOLD: Final = {"token", "key", "step", "transcript", "upload", "fingerprint", "definition_number"}
"""What an event keeps for the machine alone."""

COLUMNS: Final[Mapping[str, Text]] = {
    **{name: words for name, words in FIELDS.items() if name not in {"id", "key"}},
    "interview": say("Interview"),
    "interviews": say("Interviews"),
    "codes": say("Codes"),
    "code_id": say("Code"),
    "concerns_id": say("Municipality concerned"),
    "place": say("Place"),
    "to": say("To"),
    "from": say("From"),
    "start": say("Start"),
    "end": say("End"),
    "coder": say("Coder"),
    "case": say("Case"),
    "is_deleted": say("Deleted"),
    "is_gone": say("Deleted"),
    "quote": say("Quote"),
    "excerpts": say("Excerpts"),
    "moved": say("Excerpts that moved along"),
    "waiting": say("Excerpts that wait for a place"),
    "version": say("Version"),
    "county": say("County"),
    "form": say("Form"),
    "services": say("Services"),
    "outcome": say("Outcome"),
    "source": say("Source"),
    "role": say("Role"),
    "consent": say("Consent"),
    "reviewed": say("Reviewed"),
    "email": say("E-mail address"),
    "act": say("What was done"),
    "files": say("Files"),
    "folder": say("Folder"),
    "events": say("Events"),
    "position": say("Place"),
    "number": say("Number"),
    "count": say("Count"),
    "turns": say("Turns"),
    "bytes": say("Size in bytes"),
    "error": say("What was wrong"),
    "decided": say("Decided"),
    "verdict": say("Verdict"),
    "decided_by": say("Decided by"),
    "decided_at": say("Date"),
}
TABLES: Final[Mapping[str, Text]] = {"excerpt": say("Excerpt"), "code": say("Code"), "score": say("Score")}
TRUTHS: Final[Mapping[str, tuple[Text, Text]]] = {
    "is_deleted": (say("deleted"), say("not deleted")),
    "is_gone": (say("deleted"), say("not deleted")),
    "hides_other_coders": (say("on"), say("off")),
}
KINDS: Final[Mapping[str, type[StrEnum]]] = {
    "valence": Valence,
    "status": Status,
    "design": Design,
    "form": Form,
    "level": Level,
    "question": Question,
}
WORDS: Final[Mapping[str, Mapping[str, Text]]] = {
    "role": {
        **{one.value: words for one, words in ROLES.items()},
        **{one.value: words_for(one) or as_is(one.value) for one in Role},
    },
    "act": SENTENCES,
    "size_rule": {
        SizeRule.LARGEST_IN_COLLABORATION.value: say("by the largest in the collaboration"),
        SizeRule.POPULATION.value: say("by the number of inhabitants"),
    },
    **{name: {one.value: words_for(one) or as_is(one.value) for one in kind} for name, kind in KINDS.items()},
}
PLACES: Final = {"place", "to"}
Rows = Mapping[tuple[str, int], Text]
"""What the numbers of rows stand for, by column and number."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that changed: what it is called, before and after; '' is nothing."""

    name: Text
    before: Text | str
    after: Text | str


def lines_of(event: Event, called: Rows) -> tuple[Line, ...]:
    """Return what changed, at most MOST_LINES of it; what is the same before and after says what it was about."""
    before, after = dict(_flatten(event.before, called)), dict(_flatten(event.after, called))
    names = list(dict.fromkeys([*before, *after]))[:MOST_LINES]
    return tuple(Line(_label(*name), before.get(name, ""), after.get(name, "")) for name in names)


def _flatten(content: Content, called: Rows) -> Iterator[tuple[tuple[str, str, int], Text | str]]:
    """Yield table, column and which row of that table (0 for the only one), and the value in words."""
    for name, value in (content or {}).items():
        if name == "about":
            yield from _flatten(value, called)
        elif name == "rows":
            yield from _of_rows(value, called)
        elif name not in UNTOLD:
            yield ("", name, 0), _write(name, value, called)


def _of_rows(rows: list[Mapping[str, Any]], called: Rows) -> Iterator[tuple[tuple[str, str, int], Text | str]]:
    many = Counter(row.get("table", "") for row in rows)
    seen: Counter[str] = Counter()
    for row in rows:
        table = row.get("table", "")
        seen[table] += 1
        for name, value in row.items():
            if name not in {"table", "id"} | UNTOLD:
                yield (table, name, seen[table] if many[table] > 1 else 0), _write(name, value, called)


def _label(table: str, column: str, place: int) -> Text:
    name = COLUMNS.get(column, as_is(column))
    if not table:
        return name
    what = TABLES.get(table, as_is(table))
    if place:
        return say("{what} {place}: {column}", what=what, place=place, column=name)
    return say("{what}: {column}", what=what, column=name)


def _write(name: str, value: Any, called: Rows) -> Text | str:
    if isinstance(value, bool):
        yes, no = TRUTHS.get(name, (say("yes"), say("no")))
        return yes if value else no
    if isinstance(value, int) and (name, value) in called:
        return called[name, value]
    if isinstance(value, str) and value in WORDS.get(name, {}):
        return WORDS[name][value]
    words = _shorten(_join(value))
    return say("characters {place}", place=words.replace("-", "–")) if name in PLACES and "-" in words else words


def _join(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_join(one) for one in value)
    if isinstance(value, dict):
        # Of a decision on a name what came in its place says most; of a table how many rows there are.
        told = value.get("replacement") or value.get("count")
        return _join(told) or "–"
    return "" if value is None else str(value)


def _shorten(words: str) -> str:
    return words if len(words) <= MOST_SIGNS else words[:MOST_SIGNS] + "…"
