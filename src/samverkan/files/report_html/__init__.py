"""report.html: the whole evaluation as one page that stands on its own, without scripts or requests."""

from samverkan.files.report_html.picture import Picture
from samverkan.files.report_html.render import render_report

__all__ = ["Picture", "render_report"]
