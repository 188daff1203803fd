"""How sure the knowledge base may be: from scores to probabilities, fitted on the shop's own phrasings."""
