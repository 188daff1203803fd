from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_desk.domain.assignment import (
    Asked,
    Candidate,
    Choice,
    WaitingChat,
    choose_offers,
)

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


def agent(agent_id, *, shops=("demo",), capacity=3, load=0, **more):
    return Candidate(agent_id, frozenset(shops), capacity, load, **more)


def chat(conversation_id, *, minutes=1, shop="demo", language="en", **more):
    since = NOW - timedelta(minutes=minutes)
    return WaitingChat(conversation_id, shop, language, since, **more)


def chosen(waiting, agents, **more):
    choices = choose_offers(waiting, agents, now=NOW, **more)
    return {choice.conversation_id: choice.agent_id for choice in choices}


class TestChoice:
    def test_goes_to_the_agent_with_the_fewest_chats(self):
        agents = [agent("ana", load=2), agent("bo", load=1)]

        assert chosen([chat("a")], agents) == {"a": "bo"}

    def test_goes_round_among_equals(self):
        agents = [
            agent("ana", last_offered_at=NOW - timedelta(seconds=5)),
            agent("bo", last_offered_at=NOW - timedelta(seconds=9)),
        ]

        assert chosen([chat("a")], agents) == {"a": "bo"}

    def test_longest_wait_comes_first(self):
        waiting = [chat("late", minutes=1), chat("early", minutes=9)]

        assert chosen(waiting, [agent("ana", capacity=1)]) == {"early": "ana"}

    def test_leaves_out_agents_without_room(self):
        agents = [agent("ana", capacity=1, load=1), agent("bo", capacity=5, load=4)]

        assert chosen([chat("a"), chat("b", minutes=0)], agents) == {"a": "bo"}

    def test_keeps_to_the_shop(self):
        assert chosen([chat("a", shop="other")], [agent("ana")]) == {}

    def test_prefers_speakers_of_the_language_whatever_their_load(self):
        agents = [agent("ana", languages=frozenset({"en"})), agent("bo", load=2)]
        agents.append(agent("mei", load=1, languages=frozenset({"zh"})))

        assert chosen([chat("a", language="zh-Hant")], agents) == {"a": "mei"}

    def test_prefers_an_agent_of_another_language_to_nobody(self):
        agents = [agent("ana", languages=frozenset({"en"}))]

        assert chosen([chat("a", language="zh-Hans")], agents) == {"a": "ana"}

    def test_waits_for_the_wanted_team_while_one_of_it_is_on_duty(self):
        waiting = [chat("a", wanted_team="returns")]
        busy = agent("ana", team="returns", capacity=1, load=1)

        assert chosen(waiting, [busy, agent("bo")]) == {}
        assert chosen(waiting, [agent("bo")]) == {"a": "bo"}

    def test_asks_others_after_all_of_the_wanted_team_declined(self):
        waiting = [chat("a", wanted_team="returns", asked={"ana": Asked(1, NOW)})]
        ana = agent("ana", team="returns")

        assert chosen(waiting, [ana, agent("bo", load=2)]) == {"a": "bo"}
        assert chosen(waiting, [ana, agent("cy", team="returns"), agent("bo")]) == {"a": "cy"}

    def test_wanted_language_needs_agents_who_state_that_they_speak_it(self):
        agents = [agent("ana"), agent("mei", load=2, languages=frozenset({"zh"}))]

        assert chosen([chat("a", wanted_language="zh")], agents) == {"a": "mei"}

    def test_speakers_of_the_visitors_other_language_come_first_whatever_their_load(self):
        agents = [agent("ana"), agent("bo", languages=frozenset({"en"}))]
        agents.append(agent("ira", load=2, languages=frozenset({"ru"})))

        assert chosen([chat("a", other_language="ru")], agents) == {"a": "ira"}

    @pytest.mark.parametrize("more", [{"load": 3}, {"shops": ("other",)}])
    def test_nobody_waits_for_a_speaker_of_their_other_language(self, more):
        ira = agent("ira", languages=frozenset({"ru"}), **more)
        agents = [ira, agent("bo", languages=frozenset({"en"})), agent("mei", load=1)]

        assert chosen([chat("a", other_language="ru")], agents) == {"a": "bo"}

    def test_among_those_who_do_not_speak_it_the_chats_own_language_counts(self):
        agents = [agent("mei", languages=frozenset({"zh"}))]
        agents.append(agent("bo", load=2, languages=frozenset({"en"})))

        assert chosen([chat("a", other_language="ru")], agents) == {"a": "bo"}


class TestAskingAgain:
    def test_asks_the_others_first(self):
        asked = {"ana": Asked(1, NOW - timedelta(hours=1))}
        agents = [agent("ana"), agent("bo", load=2)]

        assert chosen([chat("a", asked=asked)], agents) == {"a": "bo"}

    def test_asks_the_others_before_a_speaker_who_declined(self):
        asked = {"ira": Asked(1, NOW - timedelta(hours=1))}
        agents = [agent("ira", languages=frozenset({"ru"})), agent("bo", load=2)]

        assert chosen([chat("a", other_language="ru", asked=asked)], agents) == {"a": "bo"}

    def test_asks_the_same_agent_again_once_they_had_a_rest(self):
        asked = {"ana": Asked(1, NOW - timedelta(seconds=59))}
        waiting = [chat("a", asked=asked)]

        assert chosen(waiting, [agent("ana")], again_seconds=60) == {}
        assert chosen(waiting, [agent("ana")], again_seconds=59) == {"a": "ana"}


SHOPS = ("demo", "other")
MOST_DECLINED = 20
agents_drawn = st.lists(
    st.builds(
        Candidate,
        agent_id=st.sampled_from("abcdef"),
        shop_ids=st.sets(st.sampled_from(SHOPS)).map(frozenset),
        capacity=st.integers(1, 3),
        load=st.integers(0, 4),
        languages=st.sets(st.sampled_from(["zh", "en", "ru"])).map(frozenset),
        team=st.sampled_from([None, "returns", "wholesale"]),
        last_offered_at=st.integers(0, 99).map(lambda s: NOW - timedelta(seconds=s)),
    ),
    unique_by=lambda one: one.agent_id,
    max_size=6,
)
chats_drawn = st.lists(
    st.builds(
        WaitingChat,
        conversation_id=st.integers(0, 30).map(str),
        shop_id=st.sampled_from(SHOPS),
        language=st.sampled_from(["zh-Hans", "zh-Hant", "en"]),
        waiting_since=st.integers(0, 99).map(lambda s: NOW - timedelta(seconds=s)),
        wanted_team=st.sampled_from([None, "returns"]),
        wanted_language=st.sampled_from([None, "zh"]),
        other_language=st.sampled_from([None, "ru"]),
        asked=st.dictionaries(
            st.sampled_from("abcdef"),
            st.builds(Asked, st.integers(1, 3), st.just(NOW - timedelta(seconds=10))),
        ),
    ),
    unique_by=lambda one: one.conversation_id,
    max_size=12,
)


class TestAlways:
    @given(chats_drawn, agents_drawn)
    def test_nobody_rings_beyond_their_capacity(self, waiting, agents):
        known = {one.agent_id: one for one in agents}

        offered = Counter(chosen(waiting, agents).values())

        for agent_id, number in offered.items():
            assert known[agent_id].load + number <= known[agent_id].capacity

    @given(chats_drawn, agents_drawn)
    def test_a_chat_rings_at_one_agent_of_its_shop(self, waiting, agents):
        shops = {one.agent_id: one.shop_ids for one in agents}
        shop_of = {one.conversation_id: one.shop_id for one in waiting}

        choices = choose_offers(waiting, agents, now=NOW)

        assert len({choice.conversation_id for choice in choices}) == len(choices)
        assert all(shop_of[c.conversation_id] in shops[c.agent_id] for c in choices)

    @given(chats_drawn, agents_drawn)
    def test_no_chat_is_left_while_somebody_of_its_shop_has_room(self, waiting, agents):
        waiting = [replace(one, wanted_team=None, wanted_language=None) for one in waiting]
        left = {one.agent_id: one.capacity - one.load for one in agents}

        given_to = chosen(waiting, agents)

        for agent_id in given_to.values():
            left[agent_id] -= 1
        for one in waiting:
            free = [a for a in agents if one.shop_id in a.shop_ids and left[a.agent_id] > 0]
            assert one.conversation_id in given_to or not free

    @given(chats_drawn, agents_drawn, st.data())
    def test_every_chat_is_taken_in_the_end_where_somebody_has_room(self, waiting, agents, data):
        """Agents take or decline as they like, a second at a time, and end what they took.

        In each round one chat at least is taken or declined.
        """
        agents = [replace(one, load=0, shop_ids=frozenset(SHOPS)) for one in agents]
        if not agents:
            return
        open_chats = {one.conversation_id: one for one in waiting}
        now, declined = NOW, 0
        for _ in range(len(waiting) + MOST_DECLINED):
            for choice in choose_offers(
                list(open_chats.values()), agents, now=now, again_seconds=1
            ):
                now += timedelta(seconds=1)
                if declined < MOST_DECLINED and data.draw(st.booleans()):
                    declined += 1
                    open_chats[choice.conversation_id] = _passed(
                        open_chats[choice.conversation_id], choice, now
                    )
                else:
                    del open_chats[choice.conversation_id]
            now += timedelta(seconds=1)
        assert not open_chats

    @given(chats_drawn, agents_drawn)
    def test_the_order_in_which_things_are_read_does_not_matter(self, waiting, agents):
        assert chosen(waiting, agents) == chosen(waiting[::-1], agents[::-1])


def _passed(one, choice, now):
    before = one.asked.get(choice.agent_id)
    times = before.times + 1 if before else 1
    return replace(one, asked={**one.asked, choice.agent_id: Asked(times, now)})


@pytest.mark.parametrize("asked_of", [1, 2, 3])
def test_not_the_same_again_until_all_others_were_asked(asked_of):
    names = [f"agent-{number}" for number in range(asked_of)]
    one, now, order = chat("a"), NOW, []
    for _ in range(asked_of * 2):
        (choice,) = choose_offers([one], [agent(name) for name in names], now=now)
        assert isinstance(choice, Choice)
        order.append(choice.agent_id)
        one = _passed(one, choice, now)
        now += timedelta(seconds=20)
    assert sorted(order[:asked_of]) == sorted(order[asked_of:]) == names
