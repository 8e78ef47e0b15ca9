"""All addresses of the workbench by name, and what each takes; for the tests that try every one."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver, reverse


def addresses(patterns: list[URLPattern | URLResolver], room: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each address's name and the names of what it takes."""
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = f"{one.namespace}:" if one.namespace else ""
            taken = tuple(one.pattern.regex.groupindex)
            yield from ((name, taken + own) for name, own in addresses(one.url_patterns, room + inner))
        else:
            yield room + (one.name or "without a name"), tuple(one.pattern.regex.groupindex)


TAKES = dict(addresses(get_resolver().url_patterns))


def address_of(name: str, study_id: int = 1) -> str:
    """The address with a number that leads nowhere for all but the study."""
    return reverse(name, kwargs={one: study_id if one == "study_id" else 999_999 for one in TAKES[name]})
