"""The commands on interviews."""

from samverkan.cli.interviews.importing import import_files

__all__ = ["import_files"]
