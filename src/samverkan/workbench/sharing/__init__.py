"""Sharing: from a table of groups or a study folder to shares, what-ifs and clusters."""
