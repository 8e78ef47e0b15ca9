"""What the history keeps of a municipality, a collaboration or a membership: written, and read back."""

from collections.abc import Mapping
from typing import Any

from samverkan.domain.dates import Period
from samverkan.domain.study import Collaboration, Form, Membership, Municipality, Role, Study

Content = dict[str, Any]
Participant = Municipality | Collaboration | Membership


def title(study: Study, one: Participant) -> str:
    """Return the name under which a page shows it."""
    if isinstance(one, Membership):
        return f"{study.name(one.municipality)} – {study.name(one.collaboration)}"
    return one.name or one.id


def name_object(one: Participant) -> str:
    """Return the name of an event's object: the kind of thing, and its id."""
    if isinstance(one, Membership):
        return f"membership:{one.collaboration}:{one.municipality}"
    return f"municipality:{one.id}" if isinstance(one, Municipality) else f"collaboration:{one.id}"


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
    collaboration, _, municipality = key.partition(":")
    start, end, role = (columns.pop(column) for column in ("from", "to", "role"))
    return Membership(collaboration, municipality, _period(start), _period(end), Role(role), tuple(columns.items()))


def _period(text: str) -> Period | None:
    return Period.read(text) if text else None
