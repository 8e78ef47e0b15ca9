"""The report: what a study rests on, what it shows, and what is not known, ready to be written in any form."""
