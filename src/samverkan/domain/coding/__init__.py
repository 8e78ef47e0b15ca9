"""Coding: the codebook, the excerpts marked with it, and the factor scores judged from them."""
