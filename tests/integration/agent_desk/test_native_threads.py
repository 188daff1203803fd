"""Searches in native threads under the desk's patches: none may wait for ever."""

import os
import subprocess
import sys

from tests.stack.processes import ROOT, free_port
from tests.stack.product import command, environment_of

SEARCH_WHILE_LOADING = """
from agent_desk.patching import patch
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
