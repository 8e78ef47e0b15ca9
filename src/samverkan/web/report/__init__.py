"""Pages on evaluations: those that were made, a new one, and their files."""
