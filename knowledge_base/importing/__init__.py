"""Reads past questions and answers, cleans them, compares them with stored ones, publishes."""
