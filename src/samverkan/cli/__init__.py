"""The command line: one file per room, one function per command."""
