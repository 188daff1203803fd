"""A database that an older Relay made is brought to the present tables, with everything in it."""

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from knowledge_base.storage.database import Database
from knowledge_base.storage.store import Store

OLD_ROWS = """
INSERT INTO entries VALUES (1, 'demo', 'b', 'returns', 'faq.csv', '2026-01-01', '2026-01-02 03:04:05');
INSERT INTO entries VALUES (2, 'demo', 'a', '', 'faq.csv', '2026-01-01', '2026-01-01');
INSERT INTO entries VALUES (3, 'other', 'a', '', 'x.csv', '2026-01-01', '2026-01-01');
INSERT INTO questions VALUES (1, 1, 'zh', 1, '第二问');
INSERT INTO questions VALUES (2, 1, 'zh', 0, '第一问');
INSERT INTO questions VALUES (3, 1, 'en', 0, 'First?');
INSERT INTO questions VALUES (4, 2, 'en', 0, 'Second?');
INSERT INTO questions VALUES (5, 3, 'en', 0, 'Third?');
INSERT INTO answers VALUES (1, 1, 'en', 'Yes.');
INSERT INTO answers VALUES (2, 1, 'zh', '是。');
INSERT INTO answers VALUES (3, 2, 'en', 'No.');
INSERT INTO answers VALUES (4, 3, 'en', 'Perhaps.');
INSERT INTO published VALUES ('demo', 7, 'abc', 2, 4, '2026-01-02');
INSERT INTO published VALUES ('other', 1, 'def', 1, 1, '2026-01-02');
"""


def test_entries_become_revisions_of_the_published_version(settings):
    database = Database(settings.database)
    config = Config()
    config.set_main_option("script_location", "knowledge_base:storage/migrations")
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for statement in OLD_ROWS.strip().split(";\n"):
            connection.execute(text(statement.rstrip(";")))

    store = Store(settings.database)

    content = store.content("demo")
    assert [entry.key for entry in content.entries] == ["a", "b"]
    found = content.by_key["b"]
    assert found.questions == {"zh": ("第一问", "第二问"), "en": ("First?",)}
    assert found.answers == {"zh": "是。", "en": "Yes."}
    assert (found.category, found.source) == ("returns", "faq.csv")
    assert store.published("demo").number == 7
    assert content.version == store.published("demo").name
    assert [version.number for version in store.versions("demo")] == [7]
    revision = store.history("demo", "b")[0]
    assert (revision.since, revision.until, revision.file) == (7, None, "faq.csv")
    assert f"{revision.imported_at:%Y-%m-%d %H:%M:%S}" == "2026-01-02 03:04:05"
    assert [entry.key for entry in store.content("other").entries] == ["a"]


def test_the_models_are_what_the_migrations_make(settings):
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    import knowledge_base.storage.candidates  # noqa: F401 — its table is among the models
    from knowledge_base.storage.migrating import VERSION_TABLE
    from knowledge_base.storage.models import Base

    store = Store(settings.database)
    with store.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, Base.metadata) == []
