"""Printed figures on contrasts of small groups."""

WILSON_95 = {
    (81, 263): (0.2553, 0.3662),
    (15, 148): (0.0624, 0.1605),
    (0, 20): (0.0, 0.1611),
    (1, 29): (0.0061, 0.1718),
}
"""Newcombe (1998), Statistics in Medicine 17: 857-872, Table I, method 3. R: prop.test(x, n, correct = FALSE)."""

STUDENT_TWO_SIDED = {
    (0.95, 1): 12.706,
    (0.95, 2): 4.303,
    (0.95, 3): 3.182,
    (0.95, 4): 2.776,
    (0.95, 5): 2.571,
    (0.95, 10): 2.228,
    (0.95, 30): 2.042,
    (0.95, 120): 1.980,
    (0.90, 7): 1.895,
    (0.99, 5): 4.032,
}
"""Any printed table of Student's t. R: qt((1 + share) / 2, df)."""

SMALLEST_TWO_SIDED = {
    (3, 3): (2 / 20, 2 / 20),
    (3, 4): (1 / 35, 2 / 35),
    (4, 4): (2 / 70, 2 / 70),
    (1, 7): (1 / 8, 2 / 8),
    (2, 4): (1 / 15, 2 / 15),
    (3, 5): (1 / 56, 2 / 56),
}
"""Floors of the exact two-sided test without ties, counted by hand: 1 or 2 extreme splits of all (n choose n1)."""

EFRON_TIBSHIRANI_MICE = ((94, 197, 16, 38, 99, 141, 23), (52, 104, 146, 10, 51, 30, 40, 27, 46))
"""Efron & Tibshirani (1993), An Introduction to the Bootstrap, Table 2.1: survival in days; difference 30.63."""

DARWIN_MAIZE = (49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48)
"""Fisher (1935), The Design of Experiments, section 21: 863 of 32,768 sums are at least as large as the observed."""

MACBETH = ((10, 10, 20, 20, 20, 30, 30, 30, 40, 50), (10, 20, 30, 40, 40, 50))
"""Macbeth, Razumiejczyk & Ledesma (2011), Universitas Psychologica 10(2): 545-555: delta -0.25."""

MACBETH_95 = (-0.7265846, 0.3890062)
"""Its interval as printed by R effsize::cliff.delta(x, y)."""
