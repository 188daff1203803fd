"""What waits for a person: candidates from past chats and imports, and decisions on them."""
