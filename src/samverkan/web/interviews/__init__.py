"""Pages on interviews: the list, uploads, the review of names, reading, versions of a transcript, search."""
