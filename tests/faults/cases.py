"""For every request of the contract: a conversation that allows it, and the request.

``CASES[namespace, event]`` is what happens before somebody looks, and what happens after.
"""

from uuid import uuid4

from tests.fakes.proofs import solve


def _nothing(cast):
    pass


def _chooses(cast):
    line = cast.last_line()
    cast.ask(
        cast.visitor,
        "choice_select",
        client_message_id=uuid4().hex,
        message_id=line["id"],
        choice_id=line["choices"][0]["id"],
    )
    cast.world.answer_turns()


def _is_vague(cast):
    cast.says("brazil?")


def _says(cast):
    cast.says()


def _calls(cast):
    cast.says()
    cast.calls()


def _is_taken(cast):
    cast.says()
    cast.is_taken()


def _resolves(cast):
    cast.step("resolve", last_seq=cast.last_line()["seq"])


def _is_resolved(cast):
    _is_taken(cast)
    _resolves(cast)


def _types(client, **payload):
    def types(cast):
        for typing in (True, False):
            more = {"conversation_id": cast.chat} if client == "mei" else {}
            cast.ask(getattr(cast, client), "typing_set", typing=typing, **more)

    return types


def _steps(name):
    return lambda cast: cast.step(name)


def _writes(cast):
    cast.reply("a note for colleagues", note=True)
    cast.reply("an answer")


def _nobody_is_on_duty(cast):
    for agent in (cast.mei, cast.bo):
        cast.ask(agent, "duty_set", duty="off")
    cast.says()
    cast.calls()


def _leaves_message(cast):
    cast.ask(
        cast.visitor,
        "message_leave",
        client_message_id=uuid4().hex,
        contact="ana@example.com",
        text="Please write to me.",
    )


def _must_prove(cast):
    cast.says()
    settings = cast.world.desk.settings.proof_of_work
    settings.always, settings.bits = True, 4


def _proves(cast):
    line = {"client_message_id": uuid4().hex, "text": "hello"}
    challenge = cast.visitor.request("message_send", line)["error"]["challenge"]
    nonce = solve(challenge["text"], challenge["bits"])
    cast.ask(cast.visitor, "proof_send", challenge=challenge["text"], nonce=nonce)
    cast.ask(cast.visitor, "message_send", **line)


def _waits_for_mei(cast):
    cast.ask(cast.bo, "duty_set", duty="off")
    _calls(cast)


def _is_offered(cast):
    assert cast.world.ring() == 1


def _declines(cast):
    _is_offered(cast)
    cast.ask(cast.mei, "offer_decline", conversation_id=cast.chat)


def _accepts(cast):
    _is_offered(cast)
    cast.step("claim")


def _lets_it_pass(cast):
    _is_offered(cast)
    cast.world.ring(after=3600)


def _is_bos(cast):
    cast.says()
    cast.is_taken(cast.bo)


def _transfers_to_mei(cast):
    mei = cast.mei.ready["agent"]["id"]
    cast.step("transfer", cast.bo, agent_id=mei, note="please go on")


CASES = {
    ("/visitor", "message_send"): (_nothing, _says),
    ("/visitor", "choice_select"): (_is_vague, _chooses),
    ("/visitor", "handoff_request"): (_says, lambda cast: cast.calls()),
    ("/visitor", "queue_leave"): (_calls, lambda cast: cast.ask(cast.visitor, "queue_leave")),
    ("/visitor", "message_leave"): (_nobody_is_on_duty, _leaves_message),
    ("/visitor", "proof_send"): (_must_prove, _proves),
    ("/visitor", "answer_seen"): (
        _is_resolved,
        lambda cast: cast.ask(cast.visitor, "answer_seen"),
    ),
    ("/visitor", "messages_fetch"): (
        _says,
        lambda cast: cast.ask(cast.visitor, "messages_fetch", after_seq=0),
    ),
    ("/visitor", "typing_set"): (_is_taken, _types("visitor")),
    ("/visitor", "answer_rate"): (
        _says,
        lambda cast: cast.ask(
            cast.visitor, "answer_rate", message_id=cast.last_line()["id"], helpful=True
        ),
    ),
    ("/visitor", "conversation_rate"): (
        _is_resolved,
        lambda cast: cast.ask(cast.visitor, "conversation_rate", score=5),
    ),
    ("/agent", "conversation_open"): (_calls, _steps("open")),
    ("/agent", "conversation_close"): (_calls, _steps("close")),
    ("/agent", "conversation_list"): (
        _calls,
        lambda cast: cast.ask(cast.mei, "conversation_list", view="waiting"),
    ),
    ("/agent", "conversation_claim"): (_calls, _steps("claim")),
    ("/agent", "conversation_release"): (_is_taken, _steps("release")),
    ("/agent", "conversation_return"): (_is_taken, _steps("return")),
    ("/agent", "conversation_resolve"): (_is_taken, _resolves),
    ("/agent", "conversation_transfer"): (_is_bos, _transfers_to_mei),
    ("/agent", "offer_decline"): (_waits_for_mei, _declines),
    ("/agent", "colleagues_fetch"): (
        _is_taken,
        lambda cast: cast.ask(cast.mei, "colleagues_fetch", conversation_id=cast.chat),
    ),
    ("/agent", "duty_set"): (_says, lambda cast: cast.ask(cast.mei, "duty_set", duty="away")),
    ("/agent", "message_send"): (_is_taken, _writes),
    ("/agent", "messages_fetch"): (
        _is_taken,
        lambda cast: cast.ask(cast.mei, "messages_fetch", conversation_id=cast.chat, after_seq=0),
    ),
    ("/agent", "messages_read"): (
        _is_taken,
        lambda cast: cast.ask(cast.mei, "messages_read", conversation_id=cast.chat, seq=2),
    ),
    ("/agent", "typing_set"): (_is_taken, _types("mei")),
}

# Further ways in which events come: another agent, an offer, a reopening.
MORE = {
    "a chat is taken by a colleague": (_calls, lambda cast: cast.step("claim", cast.bo)),
    "a resolved chat goes on": (_is_resolved, _says),
    "an offer is accepted": (_waits_for_mei, _accepts),
    "an offer passes": (_waits_for_mei, _lets_it_pass),
    "a chat is passed on to those who speak a language": (
        _is_taken,
        lambda cast: cast.step("transfer", language="zh"),
    ),
    "a visitor writes in another language": (_is_taken, lambda cast: cast.says("где мой заказ?")),
    "a visitor goes on in a language of the desk": (
        lambda cast: cast.says("где мой заказ?"),
        lambda cast: cast.says("where is my order"),
    ),
    "a chat is passed on to those who speak another language": (
        _is_taken,
        lambda cast: cast.step("transfer", language="ru"),
    ),
    "nobody is on duty": (_nothing, _nobody_is_on_duty),
    "a whole chat": (_nothing, _is_resolved),
}
