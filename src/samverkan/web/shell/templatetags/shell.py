"""Tags and filters that every template may load: `{% load shell %}`."""

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.translation import get_language

from samverkan.domain.coding.agreed import name_coder
from samverkan.domain.dates import PERIOD
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.words import Text, number, say
from samverkan.web.shell.lists import Column, Listing
from samverkan.web.shell.words import language, read

register = template.Library()


@register.filter
def said(words: Text | WorkbenchError | str) -> str:
    """Return words in the language of the page; a plain string as it is."""
    return words if isinstance(words, str) else read(words)


@register.filter
def coder(name: str) -> str:
    """Return what a coder is called: a person's name, or the agreed coding in words."""
    return read(name_coder(name))


@register.filter
def figure(value: float | None, spec: str = "") -> str:
    """Return a number as the language writes it: 0.67 or 0,67; a dash when it is missing."""
    return "–" if value is None else number(value, language(), spec or ("," if isinstance(value, int) else "z.2f"))


@register.filter
def cell(value: object) -> str:
    """Return a value of a list as it stands in its cell."""
    if isinstance(value, Text):
        return read(value)
    return figure(value) if value is None or isinstance(value, int | float) else str(value)


@register.filter
def is_date(value: object) -> bool:
    """Tell whether a value of a list is a date or a period, which stands on one line."""
    return PERIOD.fullmatch(str(value)) is not None


@register.filter
def lookup(mapping: dict[object, object], key: object) -> object:
    """Return what a mapping has under a key; '' when it has nothing."""
    return mapping.get(key, "")


@register.filter
def in_page_language(template: str) -> str:
    """Return the words of a template that was kept in English: the step of a job."""
    return read(Text(template)) if template else ""


@register.filter
def share(part: float | None) -> str:
    """Return a share of 1 in whole per cent; a dash when it is missing."""
    return "–" if part is None else number(part, language(), ".0%")


@register.filter
def cells_after_head(row: object, listing: Listing) -> tuple[tuple[Column, object], ...]:
    """Return (column, value) of all but the first column, for a row whose head holds more than a value."""
    return tuple((column, column.value(row)) for column in listing.columns[1:])


@register.filter
def heading(listing: Listing, key: str) -> str:
    """Return the heading of a column, which stands beside each value where the list is too narrow for a table."""
    return next(read(column.heading) for column in listing.columns if column.key == key)


@register.filter
def asking(here: str, name: str) -> str:
    """Return the query string to which only the value of one more question is to be added."""
    return f"?{here}&{name}=" if here else f"?{name}="


@register.simple_tag(takes_context=True)
def as_asked(context: Context) -> str:
    """Return the query of the page, for the end of a form's action: what `back_to` answers has it still."""
    asked = context["request"].GET
    return f"?{asked.urlencode()}" if asked else ""


@register.simple_tag
def link_to_sort(listing: Listing, column: Column) -> str:
    """Return the query string that sorts the list by a column, or the other way round when it does already."""
    return listing.link(sort=f"-{column.key}" if listing.sort == column.key else column.key, page=1)


@register.simple_tag
def sorting_sign(listing: Listing, column: Column) -> str:
    """Return which way the list is sorted by a column, to be seen and to be read out; '' when by another."""
    if listing.sorted_by != column.key:
        return ""
    sign, words = ("↓", say("falling order")) if listing.is_descending else ("↑", say("rising order"))
    return format_html(' <span aria-hidden="true">{}</span><span class="unseen">{}</span>', sign, read(words))


@register.simple_tag
def page_language() -> str:
    """Return the language of the page, for the lang attribute."""
    return get_language() or "sv"
