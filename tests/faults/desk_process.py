"""The desk as a process that can be started, killed and looked at from outside."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from agent_desk.security.accounts import Accounts
from agent_desk.security.passwords import Passwords
from agent_desk.settings.desk import DeskSettings
from agent_desk.storage.database import Database
from agent_desk.storage.migrating import migrate
from tests.faults.console import Login
from tests.stack.processes import ROOT, answers, free_port, stop
from tests.stack.product import command, environment_of
from tests.stack.waiting import until

REAL = ("-m", "agent_desk", "serve")
STUB = ("-m", "tests.faults.stub_desk")
PASSWORD = "correct horse battery"

# Everybody comes from one address and types fast, and two agents take all chats: with the limits
# in place these tests would measure the limits.
UNGUARDED = {
    "limits": {
        "visitor_messages": "1000000/minute",
        "visitor_requests": "1000000/minute",
        "address_connects": "1000000/minute",
        "address_requests": "1000000/minute",
        "address_packets": "1000000/minute",
        "address_sockets": "1000000",
        "socket_requests": "1000000/minute",
        "handoffs": '{"free": 1000000}',
        "left_messages": '{"free": 1000000}',
        "waiting_chats": "1000000",
        "socket_packets": "1000000/minute",
        "login_requests": "1000000/minute",
    },
    "console": {"capacity": "1000000"},
}
WITHOUT_GUARDS = {
    f"RELAY_AGENT_DESK_{section}__{name}".upper(): value
    for section, values in UNGUARDED.items()
    for name, value in values.items()
    if name in DeskSettings.model_fields[section].annotation.model_fields
}


class DeskProcess:
    """A desk whose data lie in ``folder``; ``settings`` are variables of the environment."""

    def __init__(self, folder, rasa_url, *, entry=STUB, settings=None, port=None):
        self.folder, self.rasa_url, self.entry = Path(folder), rasa_url, entry
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = (
            environment_of(folder, rasa_url=rasa_url, port=self.port)
            | WITHOUT_GUARDS
            | (settings or {})
        )
        self.process = None
        self.started_at = None

    def __enter__(self):
        self.start()
        self.wait_until_it_answers()
        return self

    def __exit__(self, *_):
        if self.process is not None:
            stop(self.process)

    def start(self):
        """Starts it and does not wait."""
        self.started_at = time.monotonic()
        with open(self.folder / "desk.log", "ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.entry],
                cwd=ROOT,
                env=os.environ | self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until_it_answers(self, within=120):
        until(
            lambda: self.process.poll() is not None or answers(f"{self.url}/healthz"),
            within=within,
            why=self.log,
        )
        assert self.process.poll() is None, self.log()[-3000:]

    def kill(self):
        """Ends the process as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def add_agents(self, count):
        """Their e-mail addresses, for ``log_in``."""
        database = Database(self.environment["RELAY_AGENT_DESK_DATABASE_URL"])
        migrate(database)
        accounts = Accounts(database, Passwords())
        emails = [f"agent{number}@shop.example" for number in range(count)]
        for number, email in enumerate(emails):
            accounts.add(email, name=f"Agent {number}", shop_ids=["demo"], password=PASSWORD)
        database.engine.dispose()
        return emails

    def log_in(self, email):
        return Login(self.url, email, PASSWORD)

    def log(self):
        return (self.folder / "desk.log").read_text(errors="replace")

    # --- looking at it ---------------------------------------------------------------

    def rows(self, query, *arguments):
        """Rows of its database as dictionaries."""
        address = f"file:{self.folder / 'desk.sqlite3'}?mode=ro"
        with sqlite3.connect(address, uri=True, timeout=20) as connection:
            connection.row_factory = sqlite3.Row
            found = [dict(row) for row in connection.execute(query, arguments)]
        connection.close()
        return found

    def change(self, statement, *arguments):
        """Writes to its database, as another process may."""
        connection = sqlite3.connect(self.folder / "desk.sqlite3", timeout=20)
        with connection:
            connection.execute(statement, arguments)
        connection.close()

    def lines_of(self, conversation_id, *, notes=False):
        """The log of a conversation as one side may see it, in order."""
        kinds = "('text', 'event', 'note')" if notes else "('text', 'event')"
        return self.rows(
            "SELECT id, seq, author, kind, text, event FROM messages"
            f" WHERE conversation_id = ? AND kind IN {kinds} ORDER BY seq",
            conversation_id,
        )

    def memory(self, what="VmRSS"):
        """Resident megabytes; ``VmHWM``: the most that it ever had."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{what}:\s+(\d+)", status)[1]) / 1024

    def forget_memory_peak(self):
        """From now on ``VmHWM`` is the most since this moment: see proc(5), clear_refs."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def processor_seconds(self):
        """How much of a core's time it has used since its start."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def metric(self, name, label=""):
        """A sample of /metrics, summed over its labels, or over those that hold ``label``."""
        with urllib.request.urlopen(f"{self.url}/metrics", timeout=20) as response:
            text = response.read().decode()
        found = re.findall(rf"^{name}({{[^}}]*}})? (\S+)$", text, re.M)
        assert found or f"# TYPE {name.removesuffix('_total')}" in text, f"no metric is {name}"
        return sum(float(value) for labels, value in found if label in labels)


def import_base(desk, entries):
    """Fills the desk's knowledge base; takes seconds."""
    file = desk.folder / "entries.jsonl"
    file.write_text("\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries), "utf-8")
    command(desk.environment, "knowledge_base", "import", str(file))
