"""The calibration in study.toml against the tables: every id that it names must be there."""

from collections.abc import Iterable, Iterator

from samverkan.domain.coding.codebook import Kind
from samverkan.domain.comparison.calibration import CalibratedSet, Derived, SourceKind
from samverkan.domain.comparison.patterns.sourcing import column_of
from samverkan.domain.errors import Problem, suggest
from samverkan.domain.study import Collaboration
from samverkan.domain.survey import About, Item
from samverkan.domain.words import say
from samverkan.files.study_folder.given import Given, error, note
from samverkan.files.study_folder.tables import CODEBOOK, COLLABORATION
from samverkan.files.study_folder.toml_values import SETTINGS

INSTRUMENT = "instrument.csv"
INDICATORS = "indicators.csv"
NUMBERS = frozenset({"start", "end", Derived.MEMBERS.value, Derived.LARGEST_SHARE.value, Derived.SIZE_RATIO.value})
"""What of a collaboration is a number; everything else is a word."""

NOT_COMPARED = frozenset({"collaboration", "name"})


def check_calibration(given: Given) -> Iterator[Problem]:
    """Yield what the calibration names and the study does not have, and words of the study that it does not place."""
    if given.calibration is None:
        return
    for one in given.calibration.sets:
        file, known = _known_names(given, one)
        if file in given.unreadable:
            continue
        if one.source.name not in known:
            text = say(
                '[comparison.sets.{name}] from = "{source}": {id} is not in {file}.{suggestion}',
                name=one.name,
                source=str(one.source),
                id=one.source.name,
                file=file,
                suggestion=suggest(one.source.name, known),
            )
            yield error(SETTINGS, None, None, text)
        elif one.source.kind is SourceKind.COLLABORATION:
            yield from _check_words(given, one, is_outcome=one is given.calibration.outcome)
        elif one.period:
            yield from _check_period(given, one)


def _known_names(given: Given, one: CalibratedSet) -> tuple[str, set[str]]:
    """Return the table that a source is looked up in, and what may be named there."""
    if one.source.kind is SourceKind.FACTOR:
        return CODEBOOK, {code.id for code in given.codebook.of_kind(Kind.FACTOR)}
    if one.source.kind is SourceKind.SCALE:
        items: Iterable[Item] = given.values(INSTRUMENT)
        return INSTRUMENT, {item.scale for item in items if item.scale and item.about is not About.OTHER}
    if one.source.kind is SourceKind.INDICATOR:
        return INDICATORS, {value.indicator for value in given.values(INDICATORS)}
    if one.source.kind is SourceKind.MEMBER:
        return SETTINGS, {one.source.name}
    stored = given.tables.get(COLLABORATION)
    columns = set(stored.columns) if stored else set()
    return COLLABORATION, (columns - NOT_COMPARED) | {derived.value for derived in Derived}


def _check_words(given: Given, one: CalibratedSet, *, is_outcome: bool) -> Iterator[Problem]:
    is_number = one.source.name in NUMBERS
    if is_number is bool(one.values):
        text = (
            say(
                "[comparison.sets.{name}] {source} gives numbers. Use crisp or direct.",
                name=one.name,
                source=str(one.source),
            )
            if is_number
            else say(
                "[comparison.sets.{name}] {source} gives words. Use recode or levels.",
                name=one.name,
                source=str(one.source),
            )
        )
        yield error(SETTINGS, None, None, text)
        return
    if is_number or one.source.name in set(Derived):
        return
    collaborations: tuple[Collaboration, ...] = given.values(COLLABORATION)
    words = {column_of(each, one.source.name) for each in collaborations} - {""}
    for word in sorted(one.values.keys() - words):
        text = say(
            '[comparison.sets.{name}] values: no collaboration has "{word}" as {column}.{suggestion}',
            name=one.name,
            word=word,
            column=one.source.name,
            suggestion=suggest(word, words - one.values.keys()),
        )
        yield note(SETTINGS, None, None, text)
    # Of the outcome only the words that the study counts as one or the other are placed; the rest is not known.
    if words - one.values.keys() and not is_outcome:
        text = say(
            "[comparison.sets.{name}] values does not place {words}: such collaborations count as not known.",
            name=one.name,
            words=", ".join(sorted(words - one.values.keys())),
        )
        yield note(SETTINGS, None, None, text)


def _check_period(given: Given, one: CalibratedSet) -> Iterator[Problem]:
    periods = {value.period.text for value in given.values(INDICATORS) if value.indicator == one.source.name}
    if one.period not in periods:
        text = say(
            "[comparison.sets.{name}] indicators.csv has no {indicator} for {period}.{suggestion}",
            name=one.name,
            indicator=one.source.name,
            period=one.period,
            suggestion=suggest(one.period, periods),
        )
        yield error(SETTINGS, None, None, text)
