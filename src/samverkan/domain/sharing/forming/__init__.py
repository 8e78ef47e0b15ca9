"""Which clusters could form among the municipalities of a study, and which would form under each key."""
