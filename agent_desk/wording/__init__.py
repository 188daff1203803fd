"""How a shop speaks to a visitor: its texts, in the visitor's language."""
