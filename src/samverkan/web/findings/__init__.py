"""The page on findings."""
