"""File formats, one file or folder each: bytes in, domain values out, and back."""
