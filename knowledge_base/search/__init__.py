"""Finding stored questions by meaning and by wording."""
