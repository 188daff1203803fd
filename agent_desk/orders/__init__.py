"""Orders and parcels: where they come from, who may see them, and their wording."""
