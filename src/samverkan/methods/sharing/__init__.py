"""Sharing a cost: games over coalitions, rules that divide them, and whether anyone would be better off outside."""
