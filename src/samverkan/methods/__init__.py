"""Maths on arrays; knows no municipality."""
