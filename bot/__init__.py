"""What a customer means, and which step of a dialogue comes next (a Rasa project)."""
