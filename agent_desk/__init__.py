"""The desk: it owns the conversation. See docs/architecture.md."""
