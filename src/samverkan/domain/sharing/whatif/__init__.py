"""What if: what a change of members, key, host, prices or volumes means for each member, year by year."""
