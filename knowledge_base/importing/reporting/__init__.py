"""What an import's report looks like: on the terminal, as a page, and as a table to mend."""
