"""What visitors and agents can do, one file a concern; each change is one transaction."""
