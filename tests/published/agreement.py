"""Printed figures on agreement between coders."""

NONE = float("nan")

KRIPPENDORFF_2011_C = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3),
    (NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE),
)
"""Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, example C: four observers, twelve units."""

KRIPPENDORFF_2011_C_ALPHA = {"nominal": 0.743, "ordinal": 0.815, "interval": 0.849, "ratio": 0.797}
"""The same, examples C and D."""

COHEN_TABLES = {
    ((20, 5), (10, 15)): 0.4,
    ((45, 15), (25, 15)): 0.1304,
    ((25, 35), (5, 35)): 0.2593,
}
"""Wikipedia, Cohen's kappa, the three worked examples; rows are the first coder's values."""
