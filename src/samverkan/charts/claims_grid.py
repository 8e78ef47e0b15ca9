"""The grid of gains and costs: what each municipality is said to get or give up, and by whom."""

from collections.abc import Iterator, Sequence
from typing import Final

from samverkan.charts.grid import Box, Grid, Heading
from samverkan.charts.palette import HINDERS, INK, LINE, MIXED, MUTED, PAPER
from samverkan.charts.specification import (
    LABELS,
    MOST_ROWS,
    SMALL_SIZE,
    Row,
    Specification,
    boxes,
    covers,
    legend,
    legend_height,
    picture,
    points,
    symbol,
    texts,
)
from samverkan.domain.coding.codebook import Codebook, Kind
from samverkan.domain.coding.excerpts import Status
from samverkan.domain.gains import Claim, Presence, Relation
from samverkan.domain.study import Role, SizeClass, Study
from samverkan.domain.trace import anchor_of
from samverkan.domain.words import Text, say

ROW_HEIGHT: Final = 28
WIDE_ENOUGH: Final = 40
"""A column this wide, in pixels, has room for the number of voices beside the symbol."""

CONTRADICTION: Final = symbol("triangle-up", HINDERS)
OWN: Final = symbol("circle", INK)
OTHERS: Final = symbol("circle", PAPER, INK)
ABSENT: Final = symbol("M-.7,-.7L.7,.7M-.7,.7L.7,-.7", PAPER, MUTED)
MIXED_VOICES: Final = symbol("diamond", MIXED)
NO_SPEAKER: Final = symbol("square", PAPER, MUTED)


def claims_grid(claims: Sequence[Claim], study: Study, codebook: Codebook, language: str) -> Specification | None:
    """Return a symbol for each claim, where its municipality meets its gain or cost; None without claims.

    All members of a collaboration that has claims are shown, for silence is worth seeing too.
    """
    cases = _cases(claims, study)
    if not cases or len(cases) > MOST_ROWS:
        return None
    codes = list(dict.fromkeys(one.code for kind in (Kind.GAIN, Kind.COST) for one in claims if one.kind is kind))
    grid = Grid(
        tuple(_heading(case, claims, study, language) for case in cases),
        tuple(Heading(codebook[code].name(language), group=_group(codebook[code].kind, language)) for code in codes),
        ROW_HEIGHT,
    )
    if not grid.is_readable:
        return None
    placed = [
        (one, grid.box(cases.index((one.collaboration, one.municipality)), codes.index(one.code))) for one in claims
    ]
    has_counts = grid.column_width >= WIDE_ENOUGH
    remarks = _legend(has_counts, language)
    layers = [
        _background(grid),
        *_marks(placed),
        *([_counts(placed)] if has_counts else []),
        *grid.headings(),
        _links(placed, [_name(one, study, codebook, language) for one in claims]),
        *legend(remarks, -LABELS, grid.height + 6 + legend_height(remarks)),
    ]
    return picture(layers)


def _cases(claims: Sequence[Claim], study: Study) -> list[tuple[str, str]]:
    """Return (collaboration, municipality): the members first, then others of whom something is said."""
    spoken = {(one.collaboration, one.municipality): None for one in claims}
    clusters = list(dict.fromkeys(cluster for cluster, _ in spoken))
    known = [one.id for one in study.collaborations if one.id in clusters]
    found: dict[tuple[str, str], None] = {}
    for cluster in (*known, *(one for one in clusters if one not in known)):
        found |= {(cluster, one.municipality): None for one in study.members(cluster)}
        found |= {case: None for case in spoken if case[0] == cluster}
    return list(found)


def _heading(case: tuple[str, str], claims: Sequence[Claim], study: Study, language: str) -> Heading:
    cluster, municipality = case
    group = study.name(cluster) if cluster else say("no collaboration named").in_language(language)
    if not municipality:
        return Heading(say("nobody named").in_language(language), group=group)
    is_host = study.role_of(municipality, cluster) is Role.HOST
    name = study.name(municipality)
    sizes = {one.size for one in claims if (one.collaboration, one.municipality) == case and one.size is not None}
    words = {SizeClass.SMALL: say("small-sized"), SizeClass.LARGE: say("large-sized")}
    note = " ".join(words[size].in_language(language) for size in sizes)
    return Heading(f"■ {name}" if is_host else name, note, group)


def _group(kind: Kind, language: str) -> str:
    return (say("Gains") if kind is Kind.GAIN else say("Costs")).in_language(language)


def _background(grid: Grid) -> Specification:
    rows = [
        {**grid.box(case, topic).corners, "colour": PAPER}
        for case in range(len(grid.cases))
        for topic in range(len(grid.topics))
    ]
    return boxes(rows, stroke=LINE, strokeWidth=0.75)


def _looks(claim: Claim) -> Row:
    if not claim.voices:
        return NO_SPEAKER
    if claim.relation is Relation.CONTRADICT:
        return CONTRADICTION
    said = {one.presence for one in claim.voices}
    if Presence.MIXED in said:
        return MIXED_VOICES
    if Presence.ABSENT in said:
        return ABSENT
    return OWN if any(one.is_own for one in claim.voices) else OTHERS


def _is_only_expected(claim: Claim) -> bool:
    return claim.count(Presence.PRESENT, Status.EXPECTED) > 0 and not claim.count(Presence.PRESENT, Status.OBTAINED)


def _marks(placed: Sequence[tuple[Claim, Box]]) -> Iterator[Specification]:
    rows = [{"x": box.middle[0], "y": box.middle[1], **_looks(claim)} for claim, box in placed]
    yield points(rows, size=130)
    signs = [row for row in rows if row["shape"] == CONTRADICTION["shape"]]
    yield texts(
        [{"x": row["x"], "y": row["y"] + 2, "words": "!"} for row in signs],
        align="center",
        fontSize=SMALL_SIZE,
        fontWeight="bold",
        fill=PAPER,
    )


def _counts(placed: Sequence[tuple[Claim, Box]]) -> Specification:
    rows = [{"x": box.x2 - 10, "y": box.middle[1], "words": str(len(claim.voices))} for claim, box in placed]
    return texts(rows, align="center", fontSize=SMALL_SIZE, fill=MUTED)


def _links(placed: Sequence[tuple[Claim, Box]], names: Sequence[str]) -> Specification:
    return covers(
        [
            {**box.corners, "says": name, "link": f"#{anchor_of(claim.id)}"}
            for (claim, box), name in zip(placed, names, strict=True)
        ]
    )


def _name(claim: Claim, study: Study, codebook: Codebook, language: str) -> str:
    place = study.name(claim.municipality) if claim.municipality else say("nobody named")
    return say(
        "{code}, {place}: {standing}",
        code=codebook[claim.code].name(language),
        place=place,
        standing=_tell(claim),
    ).in_language(language)


def _tell(claim: Claim) -> Text:
    if not claim.voices:
        return say("said by several together, speaker not known")
    present, absent = claim.count(Presence.PRESENT), claim.count(Presence.ABSENT)
    mixed = len(claim.voices) - present - absent
    own = sum(one.is_own for one in claim.voices)
    told = say(
        "yes {present}, no {absent}, both {mixed}; own voices {own}",
        present=present,
        absent=absent,
        mixed=mixed,
        own=own,
    )
    if claim.relation is Relation.CONTRADICT:
        return say("contradiction, {told}", told=told)
    return say("{told}, expected, not obtained", told=told) if _is_only_expected(claim) else told


def _legend(has_counts: bool, language: str) -> list[tuple[Row | None, str]]:
    entries: list[tuple[Row | None, Text]] = [
        (OWN, say("is there, says an own voice")),
        (OTHERS, say("is there, say only others")),
        (ABSENT, say("is not there")),
        (MIXED_VOICES, say("both yes and no")),
        (CONTRADICTION, say("voices contradict each other")),
        (NO_SPEAKER, say("speaker not known")),
        (None, say("empty: nobody speaks of it")),
        *([(None, say("number: informants"))] if has_counts else []),
        (None, say("■ host municipality")),
    ]
    return [(looks, words.in_language(language)) for looks, words in entries]
