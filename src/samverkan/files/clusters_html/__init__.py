"""One page about the clusters that could form, which stands on its own, without scripts or requests."""

from samverkan.files.clusters_html.render import render_clusters_html

__all__ = ["render_clusters_html"]
