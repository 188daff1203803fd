"""Readers: they turn a file of any known format into a stream of rows, messages and rejections."""
