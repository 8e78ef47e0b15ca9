"""Comparison: from a CSV or a study folder to a qualitative comparative analysis."""
