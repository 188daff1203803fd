"""Alembic's revisions of the knowledge base's tables."""
