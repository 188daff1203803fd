"""Whatever Relay writes, no other user of the machine may read it."""

import os
import shutil
import stat
import subprocess
import sys

import pytest

from tests.stack.processes import ROOT, free_port, running

QUESTIONS = "question,answer\nHow do I return an item?,Within 30 days.\nWhere are you?,In Leeds.\n"
CHAT = (
    "conversation_id,role,text,time\n"
    "1,customer,Can I pay with a gift card?,2026-01-02 10:00\n"
    "1,agent,Yes. Enter its number at the checkout.,2026-01-02 10:01\n"
)


class Checkout:
    """The product in a folder of its own, whose var/ is empty. All run with the umask 022."""

    def __init__(self, folder):
        self.folder = folder
        for package in ("agent_desk", "knowledge_base", "bot", "tools"):
            shutil.copytree(
                ROOT / package,
                folder / package,
                ignore=shutil.ignore_patterns(
                    "web", "encoder_model", "tests", "data", "__pycache__"
                ),
            )
        (folder / "knowledge_base/encoder_model").symlink_to(ROOT / "knowledge_base/encoder_model")
        (folder / "agent_desk/web").symlink_to(ROOT / "agent_desk/web")
        shutil.copy(ROOT / "config.yml", folder)

    @property
    def var(self):
        return self.folder / "var"

    @property
    def environment(self):
        return os.environ | {"PYTHONPATH": str(self.folder)}

    def command(self, *arguments, stdin=None):
        """What a command printed; fails when it fails."""
        done = subprocess.run(
            [sys.executable, "-m", *map(str, arguments)],
            cwd=self.folder,
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            umask=0o022,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def serving(self):
        port = free_port()
        return running(
            # Like a shell's umask 022, with which people start it.
            ["sh", "-c", f"umask 022; exec {sys.executable} -m agent_desk serve"],
            cwd=self.folder,
            env=self.environment | {"RELAY_AGENT_DESK_PORT": str(port)},
            log=self.folder / "served.log",
            ready=f"http://127.0.0.1:{port}/healthz",
        )


@pytest.fixture
def checkout(tmp_path):
    return Checkout(tmp_path)


def open_to_others(*tops):
    """What group or others have any right to, of all that lies there."""
    paths = [path for top in tops for path in (top, *top.rglob("*"))]
    return sorted(
        str(path)
        for path in paths
        if not path.is_symlink() and stat.S_IMODE(path.stat().st_mode) & 0o077
    )


class TestWhatIsWritten:
    def test_by_every_command_is_closed_to_others(self, checkout):
        out = checkout.folder / "out"
        out.mkdir(mode=0o700)
        (out / "shop.csv").write_text(QUESTIONS)
        (out / "chats.csv").write_text(CHAT)
        for written in out.iterdir():
            written.chmod(0o600)
        # Files that stand there already, open to all, are written again.
        for name in ("export.jsonl", "report.html", "rejects.csv", "review.csv"):
            (out / name).touch(mode=0o644)
        base = "knowledge_base"

        checkout.command("agent_desk", "migrate")
        checkout.command("agent_desk", "demo")
        add = ("agents", "add", "bo@shop.example", "--name", "Bo", "--password-stdin")
        checkout.command("agent_desk", *add, stdin="a long password of many words")
        reports = ("--report", out / "report.html", "--rejects", out / "rejects.csv")
        checkout.command(base, "import", out / "shop.csv", *reports)
        checkout.command(base, "import", out / "chats.csv")
        checkout.command(base, "export", "--output", out / "export.jsonl")
        checkout.command(base, "review", "--export", out / "review.csv")
        checkout.command(base, "search", "How do I return an item?")
        with checkout.serving():
            assert open_to_others(checkout.var, out) == []

        assert {path.name for path in checkout.var.iterdir()} >= {
            "desk.sqlite3",
            "knowledge_base.sqlite3",
            "demo_shop.sqlite3",
            "demo_logins.json",
            "index",
        }
        assert open_to_others(checkout.var, out) == []

    def test_by_a_tool_is_closed_and_what_it_installs_is_not(self, checkout):
        code = (
            "from pathlib import Path; from tools.commands import run_logged\n"
            "from tools.checkout_lock import checkout_lock\n"
            "from tools.channel_secret import channel_secret\n"
            "from tools.entry_point import run_main\n"
            "def main():\n"
            "    with checkout_lock('install'):\n"
            "        run_logged(['touch', 'installed'], log='install.log', failure='no')\n"
            "        run_logged(['touch', 'var/model'], log='t.log', failure='no', private=True)\n"
            "    channel_secret()\n"
            "    return 0\n"
            "run_main(main)\n"
        )
        (checkout.folder / "task.py").write_text(code)

        checkout.command("task")

        assert open_to_others(checkout.var) == []
        assert stat.S_IMODE((checkout.folder / "installed").stat().st_mode) == 0o644


class TestAnInstallationOfBefore:
    def test_is_closed_by_each_command_and_by_the_desk(self, checkout):
        outside = checkout.folder / "outside"
        outside.write_text("of somebody else")
        checkout.command("agent_desk", "demo")
        (checkout.var / "log").mkdir()
        (checkout.var / "log" / "desk.log").write_text("old")
        (checkout.var / "link").symlink_to(outside)
        for command in (
            ("agent_desk", "migrate"),
            ("agent_desk", "agents", "list"),
            ("knowledge_base", "golden", "list"),
        ):
            open_up(checkout.var, outside)
            checkout.command(*command)
            assert open_to_others(checkout.var) == [], command
        open_up(checkout.var, outside)
        with checkout.serving():
            assert open_to_others(checkout.var) == []

        assert open_to_others(outside) == [str(outside)]

    def test_elsewhere_is_closed_file_by_file(self, checkout, monkeypatch):
        folder = checkout.folder / "elsewhere"
        url = f"sqlite:///{folder}/desk.sqlite3"
        monkeypatch.setenv("RELAY_AGENT_DESK_DATABASE_URL", url)
        checkout.command("agent_desk", "migrate")
        open_up(folder)

        checkout.command("agent_desk", "migrate")

        assert open_to_others(folder) == [str(folder)]

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
    def test_of_another_user_is_named_and_stops_nothing(self, checkout):
        checkout.var.mkdir()
        (checkout.var / "notes").touch()
        os.chown(checkout.var / "notes", 12345, 12345)

        printed = checkout.command("agent_desk", "migrate")

        assert f"warning: {checkout.var}/notes belongs to another user (12345)" in printed

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
    def test_command_of_another_user_than_the_database_s_says_so(self, checkout):
        checkout.command("agent_desk", "migrate")
        database = checkout.var / "desk.sqlite3"
        os.chown(database, 12345, 12345)

        printed = checkout.command("agent_desk", "migrate")

        assert f"warning: Run this as the user (12345) to whom {database} belongs" in printed


def open_up(*tops):
    """Lets all read everything there, as an earlier version did."""
    for path in (path for top in tops for path in (top, *top.rglob("*"))):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() else 0o644)
