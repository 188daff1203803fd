"""How good a base's confidence is: curves, pictures and a page for the people who run a shop."""
