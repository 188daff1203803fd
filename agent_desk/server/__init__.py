"""The process: it starts, serves, logs, collects garbage and stops."""
