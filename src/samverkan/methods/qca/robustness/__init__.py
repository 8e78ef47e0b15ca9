"""Robustness: what of a solution remains when choices, cases or memberships change."""
