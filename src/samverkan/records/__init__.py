"""The tables: the one Django app that has any, and a door for each room that gives values and takes them."""
