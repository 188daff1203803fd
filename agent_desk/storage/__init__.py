"""The database: models, transactions, queries and migrations."""
