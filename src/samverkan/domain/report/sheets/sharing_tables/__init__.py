"""The tables of a shared cost: bills, keys beside rules, and what a change means for each member."""
