"""Pages about a shared cost, and about what-ifs, which stand on their own, without scripts or requests."""

from samverkan.files.sharing_html.render import render_sharing_html, render_whatif_html

__all__ = ["render_sharing_html", "render_whatif_html"]
