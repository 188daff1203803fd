"""The desk is stopped and started again while a widget and a console are open."""

import sys

import pytest
from playwright.sync_api import expect

from tests.browser.surfaces import Widget
from tests.fakes.rasa_server import FakeRasa
from tests.stack.processes import free_port, running
from tests.stack.product import command, environment_of

PASSWORD = "correct horse battery"


@pytest.fixture
def environment(tmp_path):
    with FakeRasa().running() as rasa:
        made = environment_of(tmp_path, rasa_url=rasa.url, port=free_port())
        command(made, "agent_desk", "migrate")
        arguments = ("agents", "add", "mei@shop.example", "--name", "Mei", "--password-stdin")
        command(made, "agent_desk", *arguments, stdin=PASSWORD)
        yield made


def serve(environment, folder):
    url = f"http://127.0.0.1:{environment['RELAY_AGENT_DESK_PORT']}"
    desk = [sys.executable, "-m", "tests.faults.stub_desk"]
    return running(desk, env=environment, log=folder / "desk.log", ready=f"{url}/healthz")


def test_both_come_back_by_themselves_and_catch_up(environment, tmp_path, open_page):
    url = f"http://127.0.0.1:{environment['RELAY_AGENT_DESK_PORT']}"
    with serve(environment, tmp_path) as first:
        widget = Widget(open_page(f"{url}/?lang=en")).open()
        widget.say("hello")
        widget.expect_bot("15–25")
        console = open_page(f"{url}/console")
        console.get_by_test_id("login-email").fill("mei@shop.example")
        console.get_by_test_id("login-password").fill(PASSWORD)
        console.get_by_test_id("login-submit").click()
        expect(console.get_by_test_id("console")).to_be_visible()
        first.terminate()
        assert first.wait(10) == 0
        expect(console.get_by_test_id("connection")).to_be_visible()
        # Written while nobody is there: visibly not sent, and sent once somebody is.
        widget.composer.fill("are you back")
        widget.composer.press("Enter")
        expect(widget.by("line-visitor")).to_have_count(2)

    with serve(environment, tmp_path):
        expect(widget.by("line-bot")).to_have_count(2, timeout=30_000)
        expect(widget.by("line-visitor")).to_have_count(2)
        expect(console.get_by_test_id("connection")).to_have_count(0, timeout=40_000)
