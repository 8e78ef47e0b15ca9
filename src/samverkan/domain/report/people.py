"""Who was heard in a study, and how large the municipalities are that they speak from."""

from collections.abc import Iterable

from samverkan.domain.comparison.informants import Informants, gather_informants
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.indicators import POPULATION, newest_values
from samverkan.domain.study import SizeClass, classify_sizes


def place_people(evidence: Evidence, scored: Iterable[str] = ()) -> tuple[dict[tuple[str, str], SizeClass], Informants]:
    """Return the size class of each (collaboration, municipality), and everyone who was heard with role and size.

    `scored` are respondents who were scored, beside those of whom the evidence has scores.
    """
    population = {key: one.value or 0 for key, one in newest_values(evidence.indicators, POPULATION).items()}
    sizes = classify_sizes(evidence.study, population)
    heard = {respondent for interview in evidence.interviews for respondent in interview.respondents}
    # A person who was scored was heard, whether or not an interview names them.
    heard |= {one.respondent for one in evidence.scores} | set(scored)
    people = [one for one in evidence.respondents if one.id in heard]
    return sizes, gather_informants(evidence.study, people, evidence.interviews, evidence.transcripts, sizes)
