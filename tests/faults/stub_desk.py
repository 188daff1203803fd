"""The real desk with a base in memory that knows every question: starts in the time of the desk.

``python -m tests.faults.stub_desk``: for what has nothing to do with searching.
"""


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
    set_up_logging(settings.log_format)
    migrate(Database(settings.database_url))
    serve(create_desk(settings, knowledge_base=KnowsEverything()))


if __name__ == "__main__":
    main()
