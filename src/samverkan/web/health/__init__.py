"""The page on how the installation is."""
