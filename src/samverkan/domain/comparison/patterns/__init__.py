"""Patterns: which combinations of conditions go with the outcome, from calibration to robustness."""
