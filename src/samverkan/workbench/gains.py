"""Gains and costs as one sees them: who is said to get or give up what, and whether the voices agree."""

from dataclasses import dataclass

from samverkan.domain.comparison.informants import leading_excerpts
from samverkan.domain.gains import Claim, gather_claims
from samverkan.domain.people import Right
from samverkan.domain.report.people import place_people
from samverkan.domain.study import Study
from samverkan.domain.words import Text, name_in
from samverkan.records.framework import gather_coding
from samverkan.records.rows import read_together
from samverkan.workbench.access import require
from samverkan.workbench.coding.codebook import show_seen


@dataclass(frozen=True, slots=True)
class GainsPage:
    """The claims of a study by the codebook's order, and what each code is called."""

    study: Study
    claims: tuple[Claim, ...]
    names: dict[str, Text]


def show_gains(actor: int, study_id: int) -> GainsPage:
    """Return every gain and cost that somebody speaks of, by the leading coder of each interview.

    What others have coded in an interview that is being double-coded is left out for who codes.

    Raises
    ------
    NotThereError, NotAllowedError
        See `access.require`.
    """
    place = require(actor, study_id, Right.READ)
    with read_together():
        evidence = show_seen(place, gather_coding(study_id))
    sizes, informants = place_people(evidence)
    excerpts = leading_excerpts(evidence.excerpts)
    claims = gather_claims(evidence.study, evidence.codebook, informants, sizes, excerpts)
    names = {one.id: name_in(one.name("sv"), one.name("en")) for one in evidence.codebook.codes}
    return GainsPage(evidence.study, claims, names)
