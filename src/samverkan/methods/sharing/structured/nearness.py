"""When two directions are one."""

SAME = 1e-8
"""Two directions that differ by less are one; directions are drawn of the order of 1."""
