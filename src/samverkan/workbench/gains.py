"""Gains and costs as one sees them: who is said to get or give up what, and whether the voices agree."""

from dataclasses import dataclass

from samverkan.domain.comparison.informants import leading_coders
from samverkan.domain.gains import CountedClaim, count_claims
from samverkan.domain.people import Right
from samverkan.domain.report.people import place_people
from samverkan.domain.study import Study
from samverkan.domain.words import Text, name_in
from samverkan.records.coding import load_marks
from samverkan.records.framework import find_shared, gather_frame, load_accounts
from samverkan.records.rows import read_together
from samverkan.workbench.access import find_hidden, require


@dataclass(frozen=True, slots=True)
class GainsPage:
    """The claims of a study by the codebook's order, and what each code is called."""

    study: Study
    claims: tuple[CountedClaim, ...]
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
    hidden = find_hidden(place)
    with read_together():
        evidence = gather_frame(study_id)
        leads = leading_coders(load_marks(study_id, hidden))
        # What is hidden is by nobody who leads.
        accounts = load_accounts(study_id, find_shared(evidence.interviews))
        leading = (one for one in accounts if leads.get(one.interview) == one.coder)
        claims = count_claims(evidence.study, evidence.codebook, place_people(evidence)[1], leading)
    names = {one.id: name_in(one.name("sv"), one.name("en")) for one in evidence.codebook.codes}
    return GainsPage(evidence.study, claims, names)
