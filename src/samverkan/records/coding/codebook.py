"""The codebook in the tables."""

from samverkan.domain.coding.codebook import Anchor, Code, Codebook, Kind
from samverkan.domain.kept import Kept
from samverkan.records.models.coding import CodeRecord
from samverkan.records.rows import add_rows, numbers_by_key, read_extra, write_extra


def add_codes(study_id: int, codebook: Codebook) -> None:
    """Add codes at the end of the codebook, in their order; KeyError when a parent is not there."""
    first = CodeRecord.objects.filter(study_id=study_id).count()
    rows = (_code_row(study_id, position, one) for position, one in enumerate(codebook.codes, first))
    add_rows(CodeRecord, rows)
    numbers = numbers_by_key(CodeRecord, study_id)
    for one in codebook.codes:
        if one.parent:
            CodeRecord.objects.filter(pk=numbers[one.id]).update(parent_id=numbers[one.parent])


def _code_row(study_id: int, position: int, one: Code) -> CodeRecord:
    return CodeRecord(
        study_id=study_id,
        key=one.id,
        position=position,
        kind=one.kind.value,
        name_en=one.name_en,
        name_sv=one.name_sv,
        definition=one.definition,
        include=one.include,
        exclude=one.exclude,
        example=one.example,
        anchors=[[anchor.score, anchor.words] for anchor in one.anchors],
        extra=write_extra(one.extra),
    )


def load_codebook(study_id: int) -> Codebook:
    """Return the codebook, in its order, without codes that are deleted."""
    return Codebook(tuple(one.value for one in load_kept_codes(study_id)))


def load_kept_codes(study_id: int) -> tuple[Kept[Code], ...]:
    """Return the codes in their order, with the numbers of their rows."""
    rows = CodeRecord.objects.filter(study_id=study_id, is_deleted=False).order_by("position", "pk")
    return tuple(
        Kept(
            row.pk,
            row.version,
            Code(
                id=row.key,
                kind=Kind(row.kind),
                parent=row.parent.key if row.parent else "",
                name_en=row.name_en,
                name_sv=row.name_sv,
                definition=row.definition,
                include=row.include,
                exclude=row.exclude,
                example=row.example,
                anchors=tuple(Anchor(score, words) for score, words in row.anchors),
                extra=read_extra(row.extra),
            ),
        )
        for row in rows.select_related("parent")
    )
