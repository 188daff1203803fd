"""Readers: from a file of any known kind to a stream of rows, messages and what was left out."""
