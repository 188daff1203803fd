"""What `make` runs: installing, building, training, starting, checking.

Plain standard library, so that it works before anything is installed.
"""
