"""The rules of a conversation: pure, without the wire, SQL or sockets."""
