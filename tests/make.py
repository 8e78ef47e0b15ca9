"""Makers: each fills in everything that a test is not about."""
