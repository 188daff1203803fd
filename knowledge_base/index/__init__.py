"""A shop's index: made from the database, kept on disk, replaced when a version is published."""
