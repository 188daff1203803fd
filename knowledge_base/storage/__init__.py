"""Where entries are kept. The truth: indexes are made from it and can be thrown away."""
