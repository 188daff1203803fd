"""What the desk promises when things go wrong (docs/reliability.md), each tried with a number."""
