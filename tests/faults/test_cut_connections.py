"""A weak link: connections that are cut in the middle of a send or of its acknowledgement."""

import random

from tests.faults.crowd import Crowd
from tests.faults.figures import state
from tests.faults.proxy import CuttingProxy
from tests.faults.scale import SCALE
from tests.stack.waiting import until

VISITORS, AGENTS = 12, 2
# A send is about 200 bytes; its acknowledgement and the two facts after it about 1,500.
UPWARDS_BYTES, DOWNWARDS_BYTES = 250, 1600


def test_nothing_is_lost_or_doubled_when_connections_are_cut(desk):
    chance = random.Random(7)
    emails = desk.add_agents(AGENTS)
    logins = [desk.log_in(email) for email in emails]
    cuts = 0

    with CuttingProxy(desk.port).running() as proxy:

        def perhaps_cut(client):
            nonlocal cuts
            if chance.random() < SCALE.cut_share and client.online:
                upwards = chance.random() < 0.5
                after = chance.randint(0, UPWARDS_BYTES if upwards else DOWNWARDS_BYTES)
                proxy.cut(client.wire.address, after=after, upwards=upwards)
                cuts += 1

        with Crowd(proxy.port, logins, visitors=VISITORS) as crowd:
            for client in crowd.everybody:
                client.before_send = perhaps_cut
            crowd.talk(SCALE.messages_per_second)
            until(lambda: len(crowd.acknowledged) >= SCALE.cut_sends, within=300)
            crowd.hush()
            for client in crowd.everybody:
                client.before_send = lambda _: None
            crowd.settle(desk)

            crowd.assert_nothing_lost_or_doubled(desk)
            crowd.assert_screens_show_the_log(desk, to_the_end=True)

    assert proxy.cut_connections >= SCALE.cut_share / 2 * SCALE.cut_sends
    state(
        "cut connections",
        f"{proxy.cut_connections} connections cut in {len(crowd.acknowledged)} sends at"
        " random bytes: 0 lost, 0 doubled, every screen equal to the log",
    )
