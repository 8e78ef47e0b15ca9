"""The page on key figures and costs."""
