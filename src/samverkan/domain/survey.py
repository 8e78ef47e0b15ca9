"""The survey: its instrument, its answers, and what may be said of a scale."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import fmean

from samverkan.domain.interviews.transcript import Respondent
from samverkan.domain.study import Extra, Study


class About(StrEnum):
    """Whom an item asks about."""

    SELF = "self"
    OTHER = "other"
    COLLABORATION = "collaboration"


@dataclass(frozen=True, slots=True)
class Item:
    """One question of the instrument."""

    id: str
    scale: str = ""
    text_en: str = ""
    text_sv: str = ""
    is_reversed: bool = False
    lowest: float = 1
    highest: float = 5
    about: About = About.SELF
    extra: Extra = ()

    def text(self, language: str) -> str:
        """Return the question in the language, in the other when that is missing."""
        first, second = (self.text_sv, self.text_en) if language == "sv" else (self.text_en, self.text_sv)
        return first or second


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `value` is None when the question was put and not answered; it is as given, never reversed."""

    respondent: str
    item: str
    about: str = ""
    wave: str = ""
    value: float | None = None
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class ScaleSummary:
    """A scale in one collaboration, or in one municipality of it (then `municipality` is set).

    A respondent's value is the mean of the items, reversed ones turned round, when at least half are answered.
    `counts` are the answers to single items from lowest to highest, turned round likewise. When fewer than the
    study's smallest group answered, or their answers would follow from the whole minus the groups that are shown,
    nothing but `n` is set and `is_hidden` is true.
    """

    scale: str
    collaboration: str
    municipality: str
    n: int
    mean: float | None
    low: float | None
    high: float | None
    counts: tuple[int, ...]
    n_missing: int
    lowest: float
    highest: float
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Perception:
    """What one municipality's respondents answer about another, as a directed pair."""

    item: str
    rater: str
    target: str
    n: int
    mean: float | None
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class _Survey:
    """The answers, turned round where the item is reversed, and the place of each respondent."""

    items: Mapping[str, Item]
    places: Mapping[str, tuple[str, str]]
    smallest_group: int


def summarise_scales(
    study: Study, respondents: Sequence[Respondent], items: Sequence[Item], answers: Sequence[Answer]
) -> tuple[ScaleSummary, ...]:
    """Return every scale in every collaboration and in each of its municipalities, newest wave only.

    Items about another municipality are not scales of the respondent's own view: see `summarise_perceptions`.
    """
    own = {item.id: item for item in items if item.about is not About.OTHER and item.scale}
    survey = _Survey(own, place_respondents(study, respondents), study.smallest_group)
    groups: dict[tuple[str, str, str], dict[str, list[Answer]]] = defaultdict(lambda: defaultdict(list))
    for answer in _newest_wave(answers):
        if answer.item in own and answer.respondent in survey.places:
            collaboration, municipality = survey.places[answer.respondent]
            for place in dict.fromkeys([(collaboration, ""), (collaboration, municipality)]):
                groups[own[answer.item].scale, *place][answer.respondent].append(answer)
    scales = {item.scale: rank for rank, item in enumerate(own.values())}
    ids = [*(one.id for one in study.collaborations), *(one.id for one in study.municipalities)]
    order = {one: rank for rank, one in enumerate(ids)}
    keys = sorted(groups, key=lambda key: (scales[key[0]], order.get(key[1], -1), order.get(key[2], -1)))
    return _hide_what_follows([_summarise_group(key, groups[key], survey) for key in keys], study.smallest_group)


def summarise_perceptions(
    study: Study, respondents: Sequence[Respondent], items: Sequence[Item], answers: Sequence[Answer]
) -> tuple[Perception, ...]:
    """Return what each municipality's respondents answer about each other one, item by item, newest wave only."""
    directed = {item.id: item for item in items if item.about is About.OTHER}
    places = place_respondents(study, respondents)
    pairs: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    for answer in _newest_wave(answers):
        item = directed.get(answer.item)
        rater = places.get(answer.respondent, ("", ""))[1]
        if item is not None and rater and answer.about and answer.value is not None:
            pairs[item.id, rater, answer.about].append(turn_round(item, answer.value))
    order = {one.id: rank for rank, one in enumerate(study.municipalities)}
    keys = sorted(pairs, key=lambda key: (list(directed).index(key[0]), order.get(key[1], -1), order.get(key[2], -1)))
    return tuple(
        Perception(*key, n=len(pairs[key]), mean=None, is_hidden=True)
        if len(pairs[key]) < study.smallest_group
        else Perception(*key, n=len(pairs[key]), mean=fmean(pairs[key]), is_hidden=False)
        for key in keys
    )


def place_respondents(study: Study, respondents: Iterable[Respondent]) -> dict[str, tuple[str, str]]:
    """Return each respondent's (collaboration, municipality); the collaboration is inferred when there is only one."""
    return {one.id: (one.collaboration or study.home_of(one.municipality), one.municipality) for one in respondents}


def turn_round(item: Item, value: float) -> float:
    """Return the value with a reversed item turned round: lowest + highest - value."""
    return item.lowest + item.highest - value if item.is_reversed else value


def _newest_wave(answers: Sequence[Answer]) -> list[Answer]:
    newest = max((one.wave for one in answers), default="")
    return [one for one in answers if one.wave == newest]


def _summarise_group(key: tuple[str, str, str], people: Mapping[str, list[Answer]], survey: _Survey) -> ScaleSummary:
    items = [item for item in survey.items.values() if item.scale == key[0]]
    lowest, highest = min(item.lowest for item in items), max(item.highest for item in items)
    values = {one: _scale_value(answers, survey.items) for one, answers in people.items()}
    known = [value for value in values.values() if value is not None]
    hidden = len(known) < survey.smallest_group
    given = [
        turn_round(survey.items[one.item], one.value)
        for answers in people.values()
        for one in answers
        if one.value is not None
    ]
    counted = Counter(given)
    steps = range(round(lowest), round(highest) + 1)
    return ScaleSummary(
        scale=key[0],
        collaboration=key[1],
        municipality=key[2],
        n=len(known),
        mean=None if hidden else fmean(known),
        low=None if hidden else min(known),
        high=None if hidden else max(known),
        counts=() if hidden else tuple(counted[step] for step in steps),
        n_missing=0 if hidden else sum(len(answers) for answers in people.values()) - len(given),
        lowest=lowest,
        highest=highest,
        is_hidden=hidden,
    )


def _hide_what_follows(summaries: Sequence[ScaleSummary], smallest_group: int) -> tuple[ScaleSummary, ...]:
    """Hide further municipalities where the whole minus those shown would give a small group away, smallest first."""
    hidden: set[ScaleSummary] = set()
    for whole in summaries:
        if whole.municipality or whole.is_hidden:
            continue
        parts = [one for one in summaries if one.municipality and _place(one) == _place(whole)]
        shown = sorted((one for one in parts if not one.is_hidden), key=lambda one: one.n)
        rest = whole.n - sum(one.n for one in shown)
        while shown and 0 < rest < smallest_group:
            hidden.add(shown[0])
            rest += shown.pop(0).n
    return tuple(_hide(one) if one in hidden else one for one in summaries)


def _place(one: ScaleSummary) -> tuple[str, str]:
    return one.scale, one.collaboration


def _hide(one: ScaleSummary) -> ScaleSummary:
    return replace(one, mean=None, low=None, high=None, counts=(), n_missing=0, is_hidden=True)


def _scale_value(answers: Sequence[Answer], items: Mapping[str, Item]) -> float | None:
    known = [turn_round(items[one.item], one.value) for one in answers if one.value is not None]
    return fmean(known) if known and 2 * len(known) >= len(answers) else None
