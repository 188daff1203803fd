import pytest
from structlog.testing import capture_logs

from agent_desk.server import refits
from agent_desk.server.refits import Refits, run_in_child


class Base:
    def __init__(self, *due):
        self.due = set(due)

    def refit_due(self, shop_id):
        return shop_id in self.due


@pytest.fixture
def children(monkeypatch):
    """What was run, and how it ends: with the code ``children.code``."""

    class Children(list):
        code = 0

    children = Children()

    def run(*arguments):
        children.append(arguments)
        return children.code, "the disk is full"

    monkeypatch.setattr(refits, "run_in_child", run)
    return children


def test_only_shops_that_need_it_are_refitted(children):
    Refits(Base("tea", "pots"), ["lamps", "tea", "pots"]).run()

    assert children == [("refit", "--shop", "tea"), ("refit", "--shop", "pots")]


def test_refit_that_fails_is_tried_again_ever_later(children):
    now = [0.0]
    job = Refits(Base("tea"), ["tea"], clock=lambda: now[0])
    children.code = 1

    tried = []
    with capture_logs() as logs:
        for now[0] in range(0, 400, 20):
            before = len(children)
            job.run()
            if len(children) > before:
                tried.append(now[0])

    assert tried == [0, 60, 180]
    assert {line["why"] for line in logs} == {"the disk is full"}


def test_refit_that_succeeds_after_all_begins_anew(children):
    now = [0.0]
    job = Refits(Base("tea"), ["tea"], clock=lambda: now[0])
    children.code = 1
    job.run()
    now[0], children.code = 60.0, 0
    job.run()
    job.run()

    assert len(children) == 3


def test_child_tells_why_it_failed():
    code, complaint = run_in_child("no-such-command")

    assert code != 0
    assert "no-such-command" in complaint
