"""Any CSV of cases as the calibrated table of an analysis."""

from samverkan.files.case_table_csv.asked import Columns, Missing
from samverkan.files.case_table_csv.reading import read_case_table

__all__ = ["Columns", "Missing", "read_case_table"]
