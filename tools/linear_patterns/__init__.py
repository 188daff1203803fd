"""Shows that the product's regular expressions take linear time (docs/adr/0022)."""
