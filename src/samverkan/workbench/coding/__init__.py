"""What a person does when coding: marking excerpts, keeping the codebook, scoring; each act can be undone."""
