"""Measures search on question sets and pair sets that are no training data: ``make evaluate``."""
