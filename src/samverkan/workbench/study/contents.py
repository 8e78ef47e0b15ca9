"""What the history keeps of a municipality, a collaboration, a membership or a finding: written, and read back."""

from collections.abc import Mapping
from typing import Any

from samverkan.domain.dates import Period
from samverkan.domain.findings.finding import Finding, Level, Question
from samverkan.domain.study import Collaboration, Form, Membership, Municipality, Role, Study

Content = dict[str, Any]
Participant = Municipality | Collaboration | Membership | Finding


def title(study: Study, one: Participant) -> str:
    """Return the name under which a page shows it."""
    if isinstance(one, Membership):
        return f"{study.name(one.municipality)} – {study.name(one.collaboration)}"
    return one.id if isinstance(one, Finding) else one.name or one.id


def name_object(one: Participant) -> str:
    """Return the name of an event's object: the kind of thing, and its id."""
    if isinstance(one, Membership):
        return f"membership:{one.collaboration}:{one.municipality}"
    return f"{type(one).__name__.casefold()}:{one.id}"


def write_content(one: Participant) -> Content:
    """Return the columns as they stand in the study folder."""
    if isinstance(one, Municipality):
        columns: Content = {"name": one.name, "county": one.county}
    elif isinstance(one, Collaboration):
        columns = {
            "name": one.name,
            "form": one.form.value if one.form else "",
            "start": str(one.start or ""),
            "end": str(one.end or ""),
            "services": one.services,
            "outcome": one.outcome,
            "source": one.source,
        }
    elif isinstance(one, Finding):
        columns = _write_finding(one)
    else:
        columns = {"from": str(one.start or ""), "to": str(one.end or ""), "role": one.role.value}
    return {**columns, **dict(one.extra)}


def read_content(name: str, content: Mapping[str, Any]) -> Participant:
    """Return what `write_content` wrote of the object with this name."""
    kind, _, key = name.partition(":")
    columns = dict(content)
    if kind == "municipality":
        return Municipality(key, columns.pop("name"), columns.pop("county"), tuple(columns.items()))
    if kind == "collaboration":
        form = columns.pop("form")
        return Collaboration(
            key,
            columns.pop("name"),
            Form(form) if form else None,
            _period(columns.pop("start")),
            _period(columns.pop("end")),
            columns.pop("services"),
            columns.pop("outcome"),
            columns.pop("source"),
            tuple(columns.items()),
        )
    if kind == "finding":
        return _read_finding(key, columns)
    collaboration, _, municipality = key.partition(":")
    start, end, role = (columns.pop(column) for column in ("from", "to", "role"))
    return Membership(collaboration, municipality, _period(start), _period(end), Role(role), tuple(columns.items()))


def _write_finding(one: Finding) -> Content:
    return {
        "question": one.question.value if one.question else "",
        "text_sv": one.text_sv,
        "text_en": one.text_en,
        "sources": list(one.sources),
        "level": one.level.value if one.level else "",
        "concerns": one.concerns,
        "reason": one.reason,
        "decided_by": one.decided_by,
        "decided_at": one.decided_at,
    }


def _read_finding(key: str, columns: Content) -> Finding:
    question, level = columns.pop("question"), columns.pop("level")
    sources = tuple(columns.pop("sources"))
    words = {
        name: columns.pop(name) for name in ("text_sv", "text_en", "concerns", "reason", "decided_by", "decided_at")
    }
    return Finding(
        id=key,
        question=Question(question) if question else None,
        sources=sources,
        level=Level(level) if level else None,
        extra=tuple(columns.items()),
        **words,
    )


def _period(text: str) -> Period | None:
    return Period.read(text) if text else None
