"""The desk's command line."""
