"""Filters of the coding pages: `{% load coding %}`."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.safestring import mark_safe

from samverkan.domain.coding.codebook import Anchor, Code
from samverkan.domain.coding.excerpts import Valence
from samverkan.domain.coding.scores import FactorScore
from samverkan.domain.kept import Kept
from samverkan.domain.words import Text, number, say
from samverkan.web.coding import drawing
from samverkan.web.coding.drawing import VALENCES
from samverkan.web.shell.words import language, read
from samverkan.workbench.coding.ordered import BoardCode

register = template.Library()
COLUMNS = {
    "name_en": say("Name in English"),
    "name_sv": say("Name in Swedish"),
    "definition": say("Definition"),
    "include": say("Include"),
    "exclude": say("Exclude"),
    "example": say("Example"),
}


@register.filter
def at(values: Mapping[Any, Any], key: object) -> Any:
    """Return the value of a key; 0 when it is not there."""
    return values.get(key, 0)


@register.filter
def is_same(one: object, other: object) -> bool:
    """Tell whether two values are the same."""
    return one == other


@register.filter
def valence(one: Valence) -> str:
    """Return a valence in words."""
    return read(VALENCES[one])


@register.filter
def means(code: Code, part: str) -> str:
    """Return a part of a code in the language of the page where it has it."""
    return drawing.means(code, part, language())


@register.filter
def levels(code: Code) -> tuple[Anchor, ...]:
    """Return the written levels of a code, in the language of the page where it has them."""
    return code.levels(language())


@register.filter
def choices(codes: Iterable[BoardCode]) -> str:
    """Return codes as the choices of the list beside the text."""
    return drawing.draw_choices(codes, language())


@register.filter
def meanings(codes: Iterable[BoardCode]) -> str:
    """Return what codes mean, hidden until the board shows it."""
    spoken = language()
    return mark_safe("".join(drawing.draw_meaning(one.value, spoken) for one in codes))


@register.filter
def column(name: str) -> str:
    """Return the words for a column of the codebook."""
    return read(COLUMNS[name])


@register.filter
def choice_of(score: Kept[FactorScore] | None) -> str:
    """Return the button that a judgement has pressed; '' for none."""
    if score is None:
        return ""
    if score.value.score is None:
        return "silent" if score.value.was_asked else "not-asked"
    return f"{round(100 * score.value.score)}"


@register.filter
def judged(score: Kept[FactorScore]) -> str:
    """Return a judgement in a word or a number."""
    words: Text = say("silent") if score.value.was_asked else say("not asked")
    return read(words) if score.value.score is None else number(score.value.score, language(), ".3g")
