"""What is counted is given back, and no bound is passed."""

from agent_desk.server.open_connections import OpenConnections


def test_bounds_each_address():
    connections = OpenConnections(most=10, per_address=2)

    assert [connections.open(name) for name in ("a", "a", "a", "b")] == [True, True, False, True]


def test_bounds_all_together():
    connections = OpenConnections(most=3, per_address=None)

    assert [connections.open("a") for _ in range(4)] == [True, True, True, False]
    assert not connections.open("b")


def test_one_that_has_ended_makes_room():
    connections = OpenConnections(most=2, per_address=1)
    assert connections.open("a")
    assert not connections.open("a")

    connections.close("a")

    assert connections.open("a")
    assert connections.open("b")
