"""What is doubtful about rows that can be read: pure functions that give reasons."""
