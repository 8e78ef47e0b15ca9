"""The pictures of a report: each chart rendered and given its caption."""
