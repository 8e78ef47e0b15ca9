"""One page about an analysis of patterns, which stands on its own, without scripts or requests."""

from samverkan.files.patterns_html.render import render_patterns_html

__all__ = ["render_patterns_html"]
