"""Sharing: cost keys and bills, what a change means for each member, and whether it would hold."""
