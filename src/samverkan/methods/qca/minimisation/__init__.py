"""From a truth table to solutions: prime implicants, the chart, and all models."""
