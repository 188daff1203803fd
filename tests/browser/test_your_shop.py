"""docs/your-shop.md, word by word: its commands in their order, what it shows, and the chat."""

import os
import re
import subprocess
from contextlib import ExitStack

import pytest

from tests.browser.surfaces import Widget
from tests.fakes.api_server import serve
from tests.fakes.shopify_api import TOKEN, FakeShopify
from tests.stack.processes import ROOT, free_port, running
from tests.stack.product import SECRET

PAGE = (ROOT / "docs" / "your-shop.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(sh|text)\n(.*?)^```$", PAGE, re.M | re.S)


class Reader:
    """Does what the page says, in an empty home folder. Only addresses are other ones."""

    def __init__(self, home, addresses, rasa_url, stack):
        self.home, self.addresses = home, addresses
        self.rasa_url, self.stack = rasa_url, stack
        self.exports, self.printed = [], ""
        self._desk = addresses["http://127.0.0.1:8000"]
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith("RELAY_")
        } | {"HOME": str(home), "RELAY_AGENT_DESK_PORT": self._desk.rsplit(":", 1)[1]}

    def do(self, block):
        if block == "make install\n":
            return  # the tests run in what it makes
        if block == "make run\n":
            self.start_desk()
            return
        commands = block
        for written, here in self.addresses.items():
            commands = commands.replace(written, here)
        if "http.server" in block:
            self.start(["bash", "-ec", commands], "site", self.addresses["http://127.0.0.1:8080"])
            return
        done = subprocess.run(
            ["bash", "-ec", "\n".join([*self.exports, commands])],
            cwd=ROOT,
            env=self.environment,
            input=TOKEN + "\n",
            capture_output=True,
            text=True,
        )
        self.printed = done.stdout + done.stderr
        assert done.returncode == 0, f"{block}\n{self.printed}"
        self.exports += re.findall(r"^export .*$", block, re.M)

    def sees(self, block):
        """Each line that the page shows was printed; ``…`` stands for anything."""
        for line in block.splitlines():
            for written, here in self.addresses.items():
                line = line.replace(written, here)
            for part in line.split("…"):
                assert part in self.printed, line

    def start_desk(self):
        """As ``make run`` does, with the tests' Rasa."""
        settings = {
            "RELAY_CONFIG": str(self.home / "my-shop" / "config.yml"),
            "RELAY_AGENT_DESK_RASA__URL": self.rasa_url,
            "RELAY_AGENT_DESK_RASA__SECRET": SECRET,
        }
        serve = [str(ROOT / ".venv/bin/python"), "-m", "agent_desk", "serve"]
        self.start(serve, "desk", f"{self._desk}/readyz", settings)

    def start(self, command, name, ready, settings=None):
        self.stack.enter_context(
            running(
                command,
                env=self.environment | (settings or {}),
                log=self.home / f"{name}.log",
                ready=ready,
            )
        )


@pytest.fixture(scope="module")
def site(rasa_url, tmp_path_factory):
    """The address of the shop's page, once everything on the page was done."""
    desk, page = (f"http://127.0.0.1:{free_port()}" for _ in range(2))
    with ExitStack() as stack:
        shopify = stack.enter_context(serve(FakeShopify()))
        addresses = {
            "https://my-shop.myshopify.com": shopify,
            "http://127.0.0.1:8000": desk,
            "http://127.0.0.1:8080": page,
            "http.server 8080": f"http.server {page.rsplit(':', 1)[1]}",
        }
        reader = Reader(tmp_path_factory.mktemp("home"), addresses, rasa_url, stack)
        for kind, block in BLOCKS:
            reader.do(block) if kind == "sh" else reader.sees(block)
        yield page


def test_the_chat_answers_from_the_faq_and_looks_up_an_order(site, open_page):
    widget = Widget(open_page(f"{site}/")).open()

    widget.say("How long does delivery take?")
    widget.expect_bot("two to four working days")
    widget.say("Where is my order #1001?")
    widget.expect_bot("e-mail")
    widget.say("lin@example.com")
    widget.expect_bot("9400")  # the parcel's number
