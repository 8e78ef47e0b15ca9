"""The chapter about what the study rests on: who was interviewed, in which function, and the gaps."""

from collections.abc import Mapping
from dataclasses import dataclass

from samverkan.domain.report.basis import ClusterBasis
from samverkan.domain.report.evaluation import Evaluation
from samverkan.domain.report.unknowns import Kind, Unknown
from samverkan.files.report_html.anchors import Anchors

MOST_COLUMNS = 14


@dataclass(frozen=True, slots=True)
class BasisChapter:
    """The collaborations with their anchors, the functions interviewed in each place, and the gaps in words.

    A place is a municipality; '' stands for the collaborations' own offices.
    """

    clusters: tuple[tuple[str, ClusterBasis], ...]
    functions: tuple[str, ...]
    places: tuple[str, ...]
    interviewed: Mapping[tuple[str, str], int]
    gaps: tuple[Unknown, ...]

    @property
    def is_table(self) -> bool:
        """Whether the municipalities are few enough to stand side by side."""
        return len(self.places) <= MOST_COLUMNS

    def at(self, place: str) -> tuple[tuple[str, int], ...]:
        """Return the functions interviewed at one place, with how many."""
        return tuple(
            (one, self.interviewed[place, one]) for one in self.functions if self.interviewed.get((place, one))
        )


def gather_basis(evaluation: Evaluation, anchors: Anchors) -> BasisChapter:
    """Return what the chapter needs beside the basis itself."""
    basis = evaluation.basis
    heard = {place for place, _ in basis.interviewed}
    members = dict.fromkeys(one.municipality for one in evaluation.evidence.study.memberships)
    others = dict.fromkeys(one.municipality for one in evaluation.informants.everyone if one.municipality)
    everywhere = tuple({**members, **others})
    places = everywhere if len(everywhere) < MOST_COLUMNS else tuple(one for one in everywhere if one in heard)
    return BasisChapter(
        clusters=tuple((anchors.place(f"collaboration:{one.collaboration.id}"), one) for one in basis.clusters),
        functions=(*basis.functions, *(("",) if any(not function for _, function in basis.interviewed) else ())),
        places=(*places, *(("",) if "" in heard else ())),
        interviewed=basis.interviewed,
        gaps=tuple(one for one in evaluation.unknowns if one.kind in (Kind.VOICES, Kind.PRIVACY)),
    )
