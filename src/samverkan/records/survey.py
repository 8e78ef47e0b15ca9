"""The door of the survey: its items and answers."""

from collections.abc import Iterable

from samverkan.domain.survey import About, Answer, Item
from samverkan.records.models.interviews import RespondentRecord
from samverkan.records.models.study import CollaborationRecord, MunicipalityRecord
from samverkan.records.models.survey import AnswerRecord, ItemRecord
from samverkan.records.rows import add_rows, numbers_by_key, read_extra, write_extra


def add_items(study_id: int, values: Iterable[Item]) -> None:
    """Add items in their order."""
    rows = (
        ItemRecord(
            study_id=study_id,
            key=one.id,
            scale=one.scale,
            text_en=one.text_en,
            text_sv=one.text_sv,
            is_reversed=one.is_reversed,
            lowest=one.lowest,
            highest=one.highest,
            about=one.about.value,
            extra=write_extra(one.extra),
        )
        for one in values
    )
    add_rows(ItemRecord, rows)


def load_items(study_id: int) -> tuple[Item, ...]:
    """Return the items in their order."""
    rows = ItemRecord.objects.filter(study_id=study_id).order_by("pk")
    columns = rows.values_list(
        "key", "scale", "text_en", "text_sv", "is_reversed", "lowest", "highest", "about", "extra"
    )
    return tuple(
        Item(key, scale, text_en, text_sv, is_reversed, lowest, highest, About(about), read_extra(extra))
        for key, scale, text_en, text_sv, is_reversed, lowest, highest, about, extra in columns
    )


def add_answers(study_id: int, values: Iterable[Answer]) -> None:
    """Add answers in their order; whom one is about is a municipality before it is a collaboration."""
    respondents = numbers_by_key(RespondentRecord, study_id)
    items = numbers_by_key(ItemRecord, study_id)
    municipalities = numbers_by_key(MunicipalityRecord, study_id)
    collaborations = numbers_by_key(CollaborationRecord, study_id)
    rows = (
        AnswerRecord(
            study_id=study_id,
            respondent_id=respondents[one.respondent],
            item_id=items[one.item],
            municipality_id=municipalities.get(one.about),
            collaboration_id=collaborations[one.about] if one.about and one.about not in municipalities else None,
            wave=one.wave,
            value=one.value,
            extra=write_extra(one.extra),
        )
        for one in values
    )
    add_rows(AnswerRecord, rows)


def load_answers(study_id: int) -> tuple[Answer, ...]:
    """Return the answers in their order."""
    rows = AnswerRecord.objects.filter(study_id=study_id).order_by("pk")
    columns = rows.values_list(
        "respondent__key", "item__key", "municipality__key", "collaboration__key", "wave", "value", "extra"
    )
    return tuple(
        Answer(respondent, item, municipality or collaboration or "", wave, value, read_extra(extra))
        for respondent, item, municipality, collaboration, wave, value, extra in columns.iterator(chunk_size=5000)
    )
