"""Raw packets, frames and requests of every kind: the desk refuses them, and others go on."""

from hypothesis import HealthCheck, Phase, given, settings

from tests.faults.bystander import Bystander
from tests.faults.figures import milliseconds, state
from tests.faults.hostile_client import HostileClient
from tests.faults.hostile_packets import scripts
from tests.faults.scale import SCALE
from tests.stack.waiting import until

# At the peak, with what the rates keep of each visitor for a minute.
GROWTH_MEGABYTES = 40


def test_hostile_packets_harm_nobody(desk):
    """Without rates, which would end the attack early."""
    client = HostileClient(desk, desk.log_in(desk.add_agents(1)[0]))
    played = 0

    @settings(
        max_examples=SCALE.fuzz_scripts,
        deadline=None,
        database=None,
        derandomize=SCALE.name == "short",
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(scripts)
    def attack(script):
        nonlocal played
        before = len(desk.log())
        client.play(script)
        played += 1
        assert desk.process.poll() is None
        assert '"code":"internal"' not in client.received
        assert "Traceback" not in desk.log()[before:]

    with Bystander(desk) as bystander:
        desk.forget_memory_peak()  # that of its start
        quiet, written = desk.memory(), len(desk.log())
        attack()
        until(lambda: desk.metric("relay_connections") == 1)
        grown = desk.memory("VmHWM") - quiet
        written = len(desk.log()) - written
        longest, health = bystander.is_unharmed(), max(bystander.health_waits)

    assert grown <= GROWTH_MEGABYTES
    assert written <= client.sent
    assert max(longest, health) <= SCALE.fuzz_waiting_seconds
    state(
        "hostile packets",
        f"{played} connections with {client.sent / 1e6:.1f} MB of hostile packets, frames and"
        f" requests: no fault of the desk, no connection left over, {grown:.1f} MB of memory,"
        f" {written / client.sent:.3f} bytes of log for a byte; others waited"
        f" {milliseconds(longest)} at most, /healthz {milliseconds(health)}",
    )
