"""Who may do what: log-ins, tokens, signed identities, origins, headers and rates."""
