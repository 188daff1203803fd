"""The real desk with a base in memory that knows every question: starts in the time of the desk.

``python -m tests.faults.stub_desk``: for what has nothing to do with searching.
``RELAY_FAULTS_PING_SECONDS`` is how often it pings, in place of Socket.IO's 25 s.
"""

import os


def main():
    from agent_desk.server.gevent_patch import patch

    patch()

    from agent_desk.app import create_desk
    from agent_desk.server.logging import set_up_logging
    from agent_desk.server.run import serve
    from agent_desk.settings.desk import DeskSettings
    from agent_desk.storage.database import Database
    from agent_desk.storage.migrating import migrate
    from tests.fakes.base import KnowsEverything

    settings = DeskSettings()
    set_up_logging(settings.log_format, lines_per_minute=settings.log_lines_per_minute)
    migrate(Database(settings.database_url))
    desk = create_desk(settings, knowledge_base=KnowsEverything())
    engine = desk.socketio.server.eio
    engine.ping_interval = float(os.environ.get("RELAY_FAULTS_PING_SECONDS", engine.ping_interval))
    serve(desk)


if __name__ == "__main__":
    main()
