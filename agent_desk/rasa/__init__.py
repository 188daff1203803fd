"""Rasa as the desk sees it: one client, behind a circuit breaker."""
