"""Past questions and answers in: read, cleaned, compared with what is there, and published."""
