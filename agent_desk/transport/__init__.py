"""What stands below Socket.IO: which connections are accepted, and what one may cost.

python-socketio, python-engineio and simple-websocket leave gaps that are closed
here by subclasses. tests/unit/agent_desk/transport/test_library_names.py lists
what these depend on, and fails when a new version of a library changes it.
"""
