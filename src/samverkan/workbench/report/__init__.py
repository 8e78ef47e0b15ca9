"""Reports: evaluate a study folder and write what it shows."""
