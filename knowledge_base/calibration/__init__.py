"""How sure the base may be: from scores to probabilities, fitted on the shop's own phrasings."""
