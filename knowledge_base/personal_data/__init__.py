"""Finds personal data that is stored already, masks it, and erases the history that holds it."""
