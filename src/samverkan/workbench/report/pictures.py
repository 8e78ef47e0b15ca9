"""The pictures of a report: each chart rendered and given its caption."""

from collections.abc import Mapping

from samverkan.domain.report.evaluation import Evaluation
from samverkan.files.report_html import Picture


def draw_pictures(evaluation: Evaluation, language: str) -> Mapping[str, tuple[Picture, ...]]:
    """Return the pictures by the place in the report where they stand."""
    return {}
