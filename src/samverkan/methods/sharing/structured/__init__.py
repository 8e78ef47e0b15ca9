"""Games whose costs have a structure, so that hundreds of players need no table over coalitions."""

from samverkan.methods.sharing.structured.complaint import Complaint, greatest_complaint
from samverkan.methods.sharing.structured.curve import Curve, Power, curve_of_tangents, power_curve
from samverkan.methods.sharing.structured.game import StructuredGame, make_structured_game
from samverkan.methods.sharing.structured.model import (
    PUBLISHED_RANGES,
    CostModel,
    Triangular,
    build_game,
    draw_models,
    modal_model,
)
from samverkan.methods.sharing.structured.nucleolus import (
    Certificate,
    Level,
    Search,
    StructuredNucleolus,
    UnfinishedError,
    Weighing,
    check_certificate,
    structured_least_core,
    structured_nucleolus,
)
from samverkan.methods.sharing.structured.shapley import HostPart, Integration, StructuredShapley, structured_shapley

__all__ = [
    "PUBLISHED_RANGES",
    "Certificate",
    "Complaint",
    "CostModel",
    "Curve",
    "HostPart",
    "Integration",
    "Level",
    "Power",
    "Search",
    "StructuredGame",
    "StructuredNucleolus",
    "StructuredShapley",
    "Triangular",
    "UnfinishedError",
    "Weighing",
    "build_game",
    "check_certificate",
    "curve_of_tangents",
    "draw_models",
    "greatest_complaint",
    "make_structured_game",
    "modal_model",
    "power_curve",
    "structured_least_core",
    "structured_nucleolus",
    "structured_shapley",
]
