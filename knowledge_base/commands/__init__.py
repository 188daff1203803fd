"""The commands of ``python -m knowledge_base``, a file for each kind."""
