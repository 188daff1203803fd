"""Socket.IO: what visitors and agents may send, and what the desk sends them."""
