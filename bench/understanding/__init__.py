"""Measures search on question sets and pair sets that it has never seen: ``make evaluate``."""
