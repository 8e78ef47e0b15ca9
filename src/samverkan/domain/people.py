"""People: the roles that somebody has in a study, and how they want their pages."""

from enum import StrEnum


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
