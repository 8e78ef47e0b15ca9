"""The two set relations that a term may have to the outcome."""

from enum import StrEnum


class Relation(StrEnum):
    """Whether a set is asked to lie within the outcome, or the outcome within the set."""

    SUFFICIENCY = "sufficiency"
    NECESSITY = "necessity"
