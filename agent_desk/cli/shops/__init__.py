"""The commands ``python -m agent_desk shops``: set up, check, switch and remove shops."""
