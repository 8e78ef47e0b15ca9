"""Pages on the history of a study: what was done, what is deleted, and what is emptied on purpose."""
