"""The desk's side of Rasa: an HTTP client behind a circuit breaker."""
