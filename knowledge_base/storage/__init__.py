"""Where entries are kept. Indexes are made from these tables and can be deleted."""
