"""Interviews: who was asked, what was said, and the pseudonyms that protect them."""
