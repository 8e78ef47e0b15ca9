"""The evaluation as sheets: the same rows for the workbook, for scripts, and for anyone who checks a figure."""
