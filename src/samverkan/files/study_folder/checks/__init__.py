"""What must hold between the parts of a study: one file for each part."""
