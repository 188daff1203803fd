"""The whole product as a shop runs it: real Rasa, real knowledge base, real desk."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.stack.processes import ROOT, free_port, running

SECRET = "a-secret-for-tests-0123456789abcdef"
MODEL = ROOT / "var" / "models" / "relay.tar.gz"
RASA = ROOT / ".venv-rasa" / "bin" / "rasa"


@contextmanager
def rasa(folder):
    """Yields the address of a Rasa that serves the trained model."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [RASA, "run", "--model", MODEL, "--endpoints", "bot/endpoints.yml"]
    command += ["--credentials", "bot/credentials.yml", "-i", "127.0.0.1", "-p", str(port)]
    env = {
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "2",
        "PYTHONPATH": str(ROOT),
        "RELAY_RASA_SECRET": SECRET,
    }
    ready = f"{url}/webhooks/relay/ready"
    with running([str(part) for part in command], env=env, log=folder / "rasa.log", ready=ready):
        yield url


@dataclass
class Product:
    """A running desk. ``environment`` can start another one on the same data, in ``folder``."""

    url: str
    folder: Path
    environment: dict[str, str]
    logins: dict[str, str]


def environment_of(folder, *, rasa_url, port):
    """Settings of a desk whose data lie in ``folder``."""
    shops = {"demo": {"orders": {"kind": "sql", "url": f"sqlite:///{folder}/shop.sqlite3"}}}
    return {
        "RELAY_AGENT_DESK_PORT": str(port),
        "RELAY_AGENT_DESK_DATABASE_URL": f"sqlite:///{folder}/desk.sqlite3",
        "RELAY_AGENT_DESK_SECRET_FILE": f"{folder}/desk_secret",
        "RELAY_AGENT_DESK_RASA__URL": rasa_url,
        "RELAY_AGENT_DESK_RASA__SECRET": SECRET,
        "RELAY_AGENT_DESK_SHOPS": json.dumps(shops),
        "RELAY_KNOWLEDGE_BASE_DATABASE_URL": f"sqlite:///{folder}/knowledge_base.sqlite3",
        "RELAY_KNOWLEDGE_BASE_INDEX_DIR": f"{folder}/index",
    }


@contextmanager
def product(folder, rasa_url, settings=None, *, knowledge_of=None):
    """Yields the product with the demo shop's knowledge, orders and two agents.

    ``settings`` are more settings of the desk, as environment variables. ``knowledge_of`` is a
    Product whose knowledge is copied, since importing takes long.
    """
    port = free_port()
    environment = environment_of(folder, rasa_url=rasa_url, port=port) | (settings or {})
    if knowledge_of is not None:
        _copy_knowledge(knowledge_of.folder, folder)
    else:
        demo = sorted(str(path) for path in (ROOT / "knowledge_base" / "demo").glob("*.jsonl"))
        command(environment, "knowledge_base", "import", *demo)
    logins = {
        "mei@shop.example": "correct horse battery",
        "bo@shop.example": "violet railway pencil",
    }
    command(environment, "agent_desk", "migrate")
    for (email, password), name in zip(logins.items(), ("小美 Mei", "Bo"), strict=True):
        arguments = ("agents", "add", email, "--name", name, "--password-stdin")
        command(environment, "agent_desk", *arguments, stdin=password)
    fill = "import sys; from agent_desk.demo.orders import fill_when_empty as f; f(sys.argv[1])"
    subprocess.run(
        [sys.executable, "-c", fill, f"sqlite:///{folder}/shop.sqlite3"], cwd=ROOT, check=True
    )
    url = f"http://127.0.0.1:{port}"
    serve = [sys.executable, "-m", "agent_desk", "serve"]
    with running(serve, env=environment, log=folder / "desk.log", ready=f"{url}/readyz"):
        yield Product(url, folder, environment, logins)


def _copy_knowledge(source, target):
    with (
        closing(sqlite3.connect(source / "knowledge_base.sqlite3")) as old,
        closing(sqlite3.connect(target / "knowledge_base.sqlite3")) as new,
    ):
        old.backup(new)
    shutil.copytree(source / "index", target / "index")


def command(environment, module, *arguments, stdin=None):
    """Runs one of the product's commands and returns its output; shows it on failure."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        input=stdin,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
