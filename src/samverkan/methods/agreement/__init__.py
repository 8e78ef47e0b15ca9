"""Agreement between coders: on values for shared units, and on where in a text a code applies."""

from samverkan.methods.agreement.alpha import Alpha, krippendorff_alpha
from samverkan.methods.agreement.distances import Level
from samverkan.methods.agreement.pairs import Kappa, cohens_kappa, percent_agreement
from samverkan.methods.agreement.ratings import AgreementError, Undefined
from samverkan.methods.agreement.resampling import Bootstrap, CommonBootstrap
from samverkan.methods.agreement.segments import mark_characters
from samverkan.methods.agreement.unitizing import UnitizingAlpha, unitizing_alpha

__all__ = [
    "AgreementError",
    "Alpha",
    "Bootstrap",
    "CommonBootstrap",
    "Kappa",
    "Level",
    "Undefined",
    "UnitizingAlpha",
    "cohens_kappa",
    "krippendorff_alpha",
    "mark_characters",
    "percent_agreement",
    "unitizing_alpha",
]
