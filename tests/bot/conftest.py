import os
from pathlib import Path

import httpx
import pytest

from tests.stack.processes import ROOT, free_port, running

SECRET = "a-secret-for-tests-0123456789abcdef"
NUMBERS = ["RL{10}"]
RASA_PYTHON = ROOT / ".venv-rasa" / "bin" / "python"


class Bot:
    """The channel of a running Rasa; ``turn`` raises unless the answer is 200."""

    def __init__(self, url):
        self.http = httpx.Client(base_url=url, timeout=30, trust_env=False)

    def post(self, body, *, secret=SECRET, **more):
        headers = {} if secret is None else {"Authorization": f"Bearer {secret}"}
        content = {"content": body} if isinstance(body, bytes | str) else {"json": body}
        return self.http.post("/webhooks/relay/turn", headers=headers, **content, **more)

    def turn(
        self,
        text=None,
        *,
        trigger=None,
        verified=False,
        in_hand=False,
        state=None,
        order_numbers=NUMBERS,
        turned_off=None,
        order_proof=None,
    ):
        response = self.post(
            {
                "conversation_id": "test",
                "text": text,
                "trigger": trigger,
                "slots": {"identity_verified": verified, "in_hand": in_hand},
                "state": state,
                "order_numbers": order_numbers,
                "turned_off": turned_off,
                "order_proof": order_proof,
            }
        )
        response.raise_for_status()
        return response.json()


@pytest.fixture(scope="session")
def model():
    """The archive under test. No test trains one."""
    folder = Path(os.environ.get("RELAY_MODEL_DIR", ROOT / "var" / "models"))
    archive = folder / "relay.tar.gz"
    if not archive.exists():
        pytest.fail(f"{archive} is missing; make it with: make train")
    return archive


@pytest.fixture(scope="session")
def start(model, tmp_path_factory):
    """Makes contexts, each with a Rasa of its own; they yield its Bot."""
    log = tmp_path_factory.mktemp("rasa") / "rasa.log"

    def start():
        return _Started(model, log)

    start.log = log
    return start


class _Started:
    def __init__(self, model, log):
        self.url = f"http://127.0.0.1:{free_port()}"
        port = self.url.rpartition(":")[2]
        command = [RASA_PYTHON, "-m", "rasa", "run", "--model", model, "-i", "127.0.0.1"]
        command += ["-p", port, "--endpoints", "bot/endpoints.yml"]
        command += ["--credentials", "bot/credentials.yml"]
        self.process = running(
            [str(word) for word in command],
            env=rasa_environment(RELAY_RASA_SECRET=SECRET),
            log=log,
            ready=f"{self.url}/webhooks/relay/ready",
        )

    def __enter__(self):
        self.process.__enter__()
        return Bot(self.url)

    def __exit__(self, *error):
        return self.process.__exit__(*error)


def rasa_environment(**more):
    return {
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "2",
        "PYTHONPATH": str(ROOT),
    } | more


@pytest.fixture(scope="session")
def bot(start):
    with start() as running_bot:
        yield running_bot
