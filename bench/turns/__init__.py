"""Turns of the bot through the whole product, beside Rasa alone and another checkout."""
