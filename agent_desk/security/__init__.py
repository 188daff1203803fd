"""Who may do what: accounts, log-ins, tokens, signed identities, origins, headers, rates."""
