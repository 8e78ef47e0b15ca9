"""Pages on people: logging in, one's own account, who takes part in a study."""
