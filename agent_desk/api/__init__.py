"""The HTTP side of the desk: pages, log-in, health, and how errors look."""
