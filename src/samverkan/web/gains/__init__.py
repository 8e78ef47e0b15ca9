"""The page on gains and costs."""
