"""The desk's settings: the section ``agent_desk`` of config.yml, then the environment."""
