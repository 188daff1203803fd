"""Real processes for tests: Rasa and the desk on free ports, with data of their own."""
