"""The survey: items with sound ranges, and answers that fit their item."""

from collections import defaultdict
from collections.abc import Iterator

from samverkan.domain.errors import Place, Problem
from samverkan.domain.survey import About, Answer, Item
from samverkan.domain.words import Text, say
from samverkan.files.study_folder.given import Given, error
from samverkan.files.study_folder.numbers import write_number
from samverkan.files.study_folder.readings import problem_in_rows
from samverkan.files.study_folder.tables import COLLABORATION, INSTRUMENT, MUNICIPALITY

ANSWERS = "answers.csv"


def check_survey(given: Given) -> Iterator[Problem]:
    """Yield what is wrong with items and answers."""
    for row, item in given.rows(INSTRUMENT):
        if item.lowest >= item.highest:
            yield error(INSTRUMENT, row, "lowest", _turned_range(item))
    items = {item.id: item for item in given.values(INSTRUMENT)}
    wrong: dict[tuple[str, str, object], list[int]] = defaultdict(list)
    for row, answer in given.rows(ANSWERS):
        item = items.get(answer.item)
        if item is None:
            continue
        if answer.value is not None and not item.lowest <= answer.value <= item.highest:
            wrong["value", item.id, answer.value].append(row)
        if not _fits_about(given, item, answer):
            wrong["about", item.id, answer.about].append(row)
    for (column, item_id, found), rows in wrong.items():
        item = items[item_id]
        text = _out_of_range(item, found) if column == "value" else _wrong_about(item, str(found))
        yield problem_in_rows(Place(ANSWERS, column=column), rows, text)


def _fits_about(given: Given, item: Item, answer: Answer) -> bool:
    if item.about is About.SELF:
        return not answer.about
    other, right = (COLLABORATION, MUNICIPALITY) if item.about is About.OTHER else (MUNICIPALITY, COLLABORATION)
    if not answer.about:
        return False
    return answer.about in given.ids(right) or answer.about not in given.ids(other)


def _turned_range(item: Item) -> Text:
    return say(
        "lowest ({lowest}) is not below highest ({highest}). Turn them round, or correct one.",
        lowest=write_number(item.lowest),
        highest=write_number(item.highest),
    )


def _out_of_range(item: Item, found: object) -> Text:
    return say(
        "{found} is outside {lowest}–{highest}, the range of item {item}. Correct it, or empty the cell.",
        found=write_number(float(str(found))),
        lowest=write_number(item.lowest),
        highest=write_number(item.highest),
        item=item.id,
    )


def _wrong_about(item: Item, found: str) -> Text:
    if item.about is About.SELF:
        return say('item {item} asks about oneself. Empty the cell, which has "{found}".', item=item.id, found=found)
    if item.about is About.OTHER:
        return say(
            'item {item} asks about another municipality. Write which one; now "{found}".', item=item.id, found=found
        )
    return say('item {item} asks about the collaboration. Write which one; now "{found}".', item=item.id, found=found)
