"""Interviews: taken in under pseudonyms, listed, read, edited, searched."""
