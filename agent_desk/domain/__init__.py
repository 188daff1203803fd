"""The rules of a conversation. Pure: no wire, no SQL, no sockets."""
