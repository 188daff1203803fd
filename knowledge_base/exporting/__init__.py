"""Writes a shop's entries into a file that can be edited and imported again."""
