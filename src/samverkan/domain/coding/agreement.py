"""Agreement between coders: on passages, code by code, and on factor scores."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """How well the coders agree on where one code applies, over the double-coded interviews.

    `alpha` is Krippendorff's unitizing alpha for the code against everything else; None when it is not defined, as
    when only one of them ever used the code or nobody did. `counts` has the number of passages per coder.
    """

    code: str
    alpha: float | None
    low: float | None
    high: float | None
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ScoreAgreement:
    """How well the coders agree on the factor scores of the informants whom both judged."""

    alpha: float | None
    low: float | None
    high: float | None
    n_pairs: int
    n_equal: int
    n_other_side: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """Everything about double coding in a study."""

    coders: tuple[str, ...]
    n_interviews: int
    double_coded: tuple[str, ...]
    codes: tuple[CodeAgreement, ...]
    scores: ScoreAgreement
