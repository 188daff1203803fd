"""What a knowledge base holds and returns: entries, candidates, matches."""
