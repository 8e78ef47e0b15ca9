"""What one sees of studies: the list, what is done and missing, municipalities, collaborations, cases."""

from dataclasses import dataclass

from django.utils import timezone

from samverkan.charts.membership_timeline import membership_timeline
from samverkan.charts.render import render_svg
from samverkan.domain.indicators import POPULATION, newest_values
from samverkan.domain.kept import Kept
from samverkan.domain.people import Right
from samverkan.domain.study import Collaboration, Membership, Municipality, Outcome, SizeClass, Study, classify_sizes
from samverkan.domain.words import say
from samverkan.records.indicators import load_indicators
from samverkan.records.overview import (
    count_interviews,
    count_tables,
    load_answering,
    load_coders_by_interview,
    load_indicator_names,
    load_interviews_by_municipality,
)
from samverkan.records.study import StudyLine, load_study
from samverkan.records.study import list_studies as load_list
from samverkan.records.study.editing import (
    load_kept_collaborations,
    load_kept_memberships,
    load_kept_municipalities,
)
from samverkan.workbench.access import find_hidden, require


@dataclass(frozen=True, slots=True)
class Progress:
    """What is done for one municipality: counts of interviews, of those coded, and coded by a second coder too."""

    municipality: Municipality
    n_interviews: int
    n_coded: int
    n_second: int
    n_answering: int
    n_indicators: int

    @property
    def missing(self) -> int:
        """How many of the five things are not there at all."""
        found = (self.n_interviews, self.n_coded, self.n_second, self.n_answering, self.n_indicators)
        return sum(1 for count in found if not count)


@dataclass(frozen=True, slots=True)
class Overview:
    """A study at a glance."""

    study: Study
    lines: tuple[Progress, ...]
    n_interviews: int
    n_coded: int
    n_second: int
    n_answering: int
    n_indicators: int
    n_findings: int


@dataclass(frozen=True, slots=True)
class MunicipalityLine:
    """A municipality in the list: the number of its row, and the names of the collaborations it belonged to."""

    id: int
    municipality: Municipality
    homes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One municipality's time in one collaboration; `id` is the number of its row."""

    id: int
    membership: Membership
    collaboration: Collaboration
    municipality: str
    size: SizeClass | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Collaborations:
    """The collaborations of a study with their rows' numbers, and the picture of who belonged where and when."""

    study: Study
    collaborations: tuple[Kept[Collaboration], ...]
    pictures: tuple[str, ...]


def list_studies(actor: int) -> tuple[StudyLine, ...]:
    """Return the studies that the account takes part in, by title."""
    return load_list(actor)


def show_overview(actor: int, study_id: int) -> Overview:
    """Return what is done and what is missing, municipality by municipality.

    Who codes is not told how far others have come with an interview that is being double-coded.
    """
    place = require(actor, study_id, Right.READ)
    study = load_study(study_id)
    interviews = load_interviews_by_municipality(study_id)
    coders = load_coders_by_interview(study_id, find_hidden(place))
    answering, indicators = load_answering(study_id), load_indicator_names(study_id)
    tables = count_tables(study_id)
    lines = []
    for one in study.municipalities:
        held = interviews.get(one.id, frozenset())
        lines.append(
            Progress(
                municipality=one,
                n_interviews=len(held),
                n_coded=sum(1 for number in held if number in coders),
                n_second=sum(1 for number in held if len(coders.get(number, ())) > 1),
                n_answering=len(answering.get(one.id, ())),
                n_indicators=len(indicators.get(one.id, ())),
            )
        )
    return Overview(
        study=study,
        lines=tuple(lines),
        n_interviews=count_interviews(study_id),
        n_coded=len(coders),
        n_second=sum(1 for names in coders.values() if len(names) > 1),
        n_answering=len(frozenset().union(*answering.values())),
        n_indicators=tables["indicators.csv"],
        n_findings=tables["findings.csv"],
    )


def show_municipalities(actor: int, study_id: int) -> Study:
    """Return the study with its municipalities and where each belonged."""
    require(actor, study_id, Right.SEE_TOTALS)
    return load_study(study_id)


def list_municipalities(actor: int, study_id: int) -> tuple[MunicipalityLine, ...]:
    """Return the municipalities of a study in their order, each with where it belonged."""
    require(actor, study_id, Right.SEE_TOTALS)
    study = load_study(study_id)
    return tuple(
        MunicipalityLine(
            one.id,
            one.value,
            tuple(
                dict.fromkeys(
                    study.name(other.collaboration) for other in study.memberships if other.municipality == one.value.id
                )
            ),
        )
        for one in load_kept_municipalities(study_id)
    )


def show_collaborations(actor: int, study_id: int, language: str) -> Collaborations:
    """Return the collaborations and the picture of memberships over time, until this year, as SVG in the language."""
    require(actor, study_id, Right.SEE_TOTALS)
    study = load_study(study_id)
    title = say("Members over time").in_language(language)
    words = say("When each municipality was a member, and who was host. Pale: sometime within this period.")
    drawn = membership_timeline(study, language, timezone.localdate().year)
    kept = load_kept_collaborations(study_id)
    return Collaborations(study, kept, tuple(render_svg(one, title, words.in_language(language)) for one in drawn))


def list_cases(actor: int, study_id: int) -> tuple[CaseLine, ...]:
    """Return every membership as a case, with its size class by the study's own rule."""
    require(actor, study_id, Right.SEE_TOTALS)
    study = load_study(study_id)
    newest = newest_values(load_indicators(study_id), POPULATION)
    sizes = classify_sizes(study, {key: one.value for key, one in newest.items() if one.value is not None})
    kept = load_kept_memberships(study_id)
    return tuple(
        CaseLine(
            one.id,
            one.value,
            collaboration,
            study.name(one.value.municipality),
            sizes.get((one.value.collaboration, one.value.municipality)),
            study.outcome_of(collaboration),
        )
        for collaboration in study.collaborations
        for one in kept
        if one.value.collaboration == collaboration.id
    )
