"""Socket.IO: what visitors and agents may send, and what they are told."""
