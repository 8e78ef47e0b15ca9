"""The chapters of the report: what each template needs, taken from the evaluation."""
