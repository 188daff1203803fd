"""How good the confidence is: curves, pictures and a page for the people who run a shop."""
