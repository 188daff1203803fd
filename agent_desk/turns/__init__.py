"""A turn of the bot: taken when it is due, decided, answered and committed."""
