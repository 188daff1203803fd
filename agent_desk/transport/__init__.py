"""What stands below Socket.IO: who may connect, and what a connection may cost."""
