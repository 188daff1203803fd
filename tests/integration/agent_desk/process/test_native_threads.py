"""Under the desk's patches, in native threads and on the event loop: nothing waits for ever."""

import os
import subprocess
import sys

from tests.stack.processes import ROOT, free_port
from tests.stack.product import command, environment_of

SEARCH_WHILE_LOADING = """
from agent_desk.server.gevent_patch import patch
patch()
import gevent
from gevent import get_hub
from knowledge_base import KnowledgeBase, KnowledgeBaseSettings

base = KnowledgeBase(KnowledgeBaseSettings())
pool = get_hub().threadpool
warming = pool.spawn(base.warm)
searches = [pool.spawn(base.search, "How long does shipping to Brazil take?") for _ in range(6)]
gevent.wait([warming, *searches], timeout=90)
print([search.get(block=False).matches[0].entry for search in searches])
"""


def test_searches_that_come_while_the_index_loads_are_answered(tmp_path):
    environment = environment_of(tmp_path, rasa_url="http://127.0.0.1:9", port=free_port())
    shipping = str(ROOT / "knowledge_base" / "demo" / "shipping.jsonl")
    command(environment, "knowledge_base", "import", shipping)

    done = subprocess.run(
        [sys.executable, "-c", SEARCH_WHILE_LOADING],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert str(["shipping-time-brazil"] * 6) in done.stdout, done.stderr[-2000:]


MANY_AT_ONCE = """
from agent_desk.server.gevent_patch import patch
patch()
import gevent
from gevent.pywsgi import WSGIServer
from pydantic import SecretStr
from agent_desk.api.health import Readiness
from agent_desk.rasa.client import RasaClient
from agent_desk.rasa.engine import DialogueRequest
from agent_desk.settings.desk import RasaSettings

def rasa(environ, start_response):
    gevent.sleep(0.01)
    start_response("200 OK", [("Content-Type", "application/json")])
    return [b'{"intent": {"name": "greet", "confidence": 1}, "messages": [{"say": "greet"}]}']

server = WSGIServer(("127.0.0.1", 0), rasa, log=None)
server.start()
url = f"http://127.0.0.1:{server.server_port}"
client = RasaClient(RasaSettings(url=url, secret=SecretStr("secret-of-the-test-1234567890")))
ready = Readiness({"rasa": lambda: client.check() or "ready"}, clock=lambda: 0.0)

def turn():
    return client.turn(DialogueRequest("c", {}, {}, text="hi")).intent

for _ in range(10):
    jobs = [gevent.spawn(turn) for _ in range(8)] + [gevent.spawn(ready.parts) for _ in range(4)]
    gevent.wait(jobs)
print({job.get() for job in jobs[:8]}, jobs[-1].get())
"""


def test_turns_and_checks_at_the_same_time_do_not_stop_the_event_loop():
    done = subprocess.run(
        [sys.executable, "-c", MANY_AT_ONCE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.stdout.startswith("{'greet'} {'rasa': {'ok': True"), done.stderr[-2000:]
