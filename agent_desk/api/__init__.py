"""The HTTP side of the desk: pages, log-in, health, and the shape of errors."""
