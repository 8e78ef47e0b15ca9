"""Pages on the comparison of cases: the matrix, and what each of its cells rests on."""
