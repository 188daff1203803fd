"""The texts that visitors read from bot and desk, as they are written in each language."""
