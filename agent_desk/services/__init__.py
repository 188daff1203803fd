"""What visitors and agents can do, and what the desk does by itself, as work of transactions."""
