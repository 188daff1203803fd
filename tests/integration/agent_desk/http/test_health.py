import pytest
from prometheus_client import Counter

from agent_desk.api.health import READY_SECONDS, Readiness
from agent_desk.errors import BotUnavailableError
from tests.fakes.clock import FakeClock
from tests.fakes.http_desk import HttpDesk


def answers(detail=None):
    return lambda: detail


def fails(error):
    def check():
        raise error

    return check


class TestAlive:
    def test_asks_no_part(self, tmp_path):
        desk = HttpDesk(tmp_path, checks={"rasa": fails(RuntimeError("asked"))})

        assert desk.client().get("/healthz").status_code == 200


class TestReady:
    def test_desk_is_ready_when_every_part_answers(self, tmp_path):
        desk = HttpDesk(tmp_path, checks={"rasa": answers(), "database": answers("fine")})
        answer = desk.client().get("/readyz")

        assert answer.status_code == 200
        assert answer.get_json() == {
            "rasa": {"ok": True, "detail": None},
            "database": {"ok": True, "detail": "fine"},
        }

    def test_desk_says_which_part_does_not_answer(self, tmp_path):
        checks = {
            "rasa": fails(BotUnavailableError("Rasa does not answer.")),
            "database": answers(),
        }
        answer = HttpDesk(tmp_path, checks=checks).client().get("/readyz")

        assert answer.status_code == 503
        assert answer.get_json()["rasa"] == {"ok": False, "detail": "Rasa does not answer."}
        assert answer.get_json()["database"]["ok"] is True

    def test_error_of_another_kind_is_shown_in_the_log_only(self, tmp_path):
        checks = {"rasa": fails(RuntimeError("postgresql://relay:s3cret@db"))}
        answer = HttpDesk(tmp_path, checks=checks).client().get("/readyz")

        assert answer.status_code == 503
        assert "s3cret" not in answer.get_data(as_text=True)

    def test_parts_are_asked_once_a_second_however_many_ask(self):
        asked = []
        clock = FakeClock()
        readiness = Readiness({"rasa": lambda: asked.append(1)}, clock=clock.seconds)

        for _ in range(20):
            readiness.parts()
        assert len(asked) == 1

        clock.advance(READY_SECONDS)
        readiness.parts()
        assert len(asked) == 2


class TestMetrics:
    @pytest.fixture
    def desk(self, tmp_path):
        desk = HttpDesk(tmp_path)
        Counter("relay_turns", "Turns.", registry=desk.registry).inc(3)
        return desk

    def test_are_shown_on_the_same_machine(self, desk):
        answer = desk.client().get("/metrics", environ_base={"REMOTE_ADDR": "127.0.0.1"})

        assert answer.status_code == 200
        assert "relay_turns_total 3.0" in answer.get_data(as_text=True)

    def test_are_refused_elsewhere(self, desk):
        answer = desk.client().get("/metrics", environ_base={"REMOTE_ADDR": "203.0.113.9"})

        assert answer.status_code == 403
        assert "relay_turns" not in answer.get_data(as_text=True)
