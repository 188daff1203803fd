"""What is in the write-ahead log comes into the database beside the loop, and is not lost."""

import shutil
import sqlite3

import pytest
from sqlalchemy import text

from agent_desk.errors import StorageUnavailableError
from agent_desk.storage.database import Database


def rows_without_the_log(path, copy):
    shutil.copy(path, copy)
    return sqlite3.connect(copy).execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


def test_checkpoint_moves_what_was_committed_into_the_database(tmp_path):
    path = tmp_path / "desk.sqlite3"
    database = Database(f"sqlite:///{path}")
    database.write(lambda transaction: transaction.execute(text("CREATE TABLE written (x)")))
    assert rows_without_the_log(path, tmp_path / "before.sqlite3") == 0

    database.checkpoint()

    assert rows_without_the_log(path, tmp_path / "after.sqlite3") == 1


def test_checkpoint_of_a_broken_database_is_an_error(tmp_path):
    path = tmp_path / "desk.sqlite3"
    path.write_text("no database " * 1000)

    with pytest.raises(StorageUnavailableError):
        Database(f"sqlite:///{path}").checkpoint()
