"""Findings: what a person concludes, from what, and how sure one can be."""
