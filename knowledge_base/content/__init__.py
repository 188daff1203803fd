"""What a knowledge base holds and gives back: entries, candidates, matches."""
