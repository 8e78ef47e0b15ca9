"""The studies that somebody takes part in."""

from samverkan.records.study import StudyLine
from samverkan.records.study import list_studies as load_list


def list_studies(actor: int) -> tuple[StudyLine, ...]:
    """Return the studies that the account takes part in, by title."""
    return load_list(actor)
