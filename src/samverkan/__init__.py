"""Samverkan: what makes an inter-municipal IT collaboration succeed, what it gives and what it costs."""

__version__ = "0.1.0"
