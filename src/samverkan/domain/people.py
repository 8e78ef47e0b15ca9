"""People: the roles that somebody has in a study, and how they want their pages."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class StudyRole(StrEnum):
    """What somebody may do in a study.

    An owner also decides who takes part; an editor codes and judges; a reader sees everything; a blind reader sees
    only what is told of groups above the privacy threshold.
    """

    OWNER = "owner"
    EDITOR = "editor"
    READER = "reader"
    BLIND_READER = "blind-reader"


class Theme(StrEnum):
    """Light or dark pages; system follows the machine."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Right(StrEnum):
    """What a page or an act asks of somebody in a study."""

    SEE_TOTALS = "see-totals"
    """See what is told of groups above the privacy threshold."""
    READ = "read"
    """Read interviews, excerpts and scores."""
    EDIT = "edit"
    """Code, judge and change what is in the study."""
    OWN = "own"
    """Decide who takes part, and remove for good."""


RIGHTS_OF: Final[Mapping[StudyRole, frozenset[Right]]] = {
    StudyRole.OWNER: frozenset(Right),
    StudyRole.EDITOR: frozenset({Right.SEE_TOTALS, Right.READ, Right.EDIT}),
    StudyRole.READER: frozenset({Right.SEE_TOTALS, Right.READ}),
    StudyRole.BLIND_READER: frozenset({Right.SEE_TOTALS}),
}
"""What each role may do."""


def may(role: StudyRole, right: Right) -> bool:
    """Tell whether a role has a right."""
    return right in RIGHTS_OF[role]
