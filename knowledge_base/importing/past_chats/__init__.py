"""Past chats as a source: the questions that customers asked and what agents answered."""
