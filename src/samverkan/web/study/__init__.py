"""Pages on studies: the list, the overview, municipalities, collaborations, cases."""
