"""The analysis of patterns as sheets: the same rows for the workbook, for scripts, and for anyone who checks."""
