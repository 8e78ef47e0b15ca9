"""Tags of the pages on accounts."""
