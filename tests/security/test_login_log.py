"""An operator can follow an attack on log-ins, and the log says nothing that helps an attacker."""

import pytest
from structlog.testing import capture_logs

from tests.fakes.http_desk import EMAIL, HttpDesk

STRANGER = "203.0.113.9"
TYPED = "my secret passphrase"


@pytest.fixture
def desk(tmp_path):
    return HttpDesk(tmp_path)


@pytest.fixture
def agent_id(desk):
    return desk.add_agent()


def lines_of(desk, *tries):
    """What the log gets of these tries, each an e-mail address and a password."""
    with capture_logs() as lines:
        for email, password in tries:
            desk.log_in(desk.client(), email, password, address=STRANGER)
    return lines


def test_a_refusal_names_the_agent_and_a_hash_of_the_address(desk, agent_id):
    first, second = lines_of(desk, (EMAIL, TYPED), (EMAIL, TYPED))

    assert (first["event"], first["agent_id"]) == ("login_refused", agent_id)
    assert len(first["address"]) == 32
    assert first == second


def test_what_was_typed_is_never_in_the_log(desk, agent_id):
    lines = lines_of(desk, (TYPED, "x"), (TYPED, "x"), (EMAIL, TYPED), ("nobody@shop.example", ""))

    assert {line["event"] for line in lines} == {"login_refused"}
    assert lines[0]["account"] == lines[1]["account"] != lines[3]["account"]
    for text in (TYPED, EMAIL, "nobody", STRANGER):
        assert text not in str(lines)


def test_a_delay_says_how_long_it_is(desk, agent_id):
    delayed = lines_of(desk, *[(EMAIL, TYPED)] * 6)[-1]

    assert (delayed["event"], delayed["agent_id"]) == ("login_delayed", agent_id)
    assert delayed["seconds"] == 30


def test_a_log_in_says_from_where(desk, agent_id):
    refused, accepted = lines_of(desk, (EMAIL, TYPED), (EMAIL, "correct horse battery"))

    assert (accepted["event"], accepted["agent_id"]) == ("agent_logged_in", agent_id)
    assert accepted["address"] == refused["address"]


def test_metrics_count_how_log_ins_end(world):
    world.agent()

    assert 'relay_logins_total{outcome="accepted"} 1.0' in world.metrics()
