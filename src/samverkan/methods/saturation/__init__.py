"""Saturation: whether new interviews still bring new codes."""

from samverkan.methods.saturation.orders import SaturationOrders, saturate_orders
from samverkan.methods.saturation.runs import Saturation, SaturationError, SaturationRule, saturate

__all__ = ["Saturation", "SaturationError", "SaturationOrders", "SaturationRule", "saturate", "saturate_orders"]
