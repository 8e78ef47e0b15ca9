"""Comparison: cases beside factors, small beside large, host beside guest, cluster beside cluster."""
