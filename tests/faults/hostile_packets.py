"""Hypothesis strategies for what a hostile client sends: raw packets, frames, requests, scripts.

A script is one connection: how it is opened, whom it says it is, and what it sends then.
"""

import json
from dataclasses import dataclass

from hypothesis import strategies as st

from agent_desk.events.contract import AGENT_REQUESTS, VISITOR_REQUESTS

REQUESTS = {"/visitor": VISITOR_REQUESTS, "/agent": AGENT_REQUESTS}
SEPARATOR = "\x1e"

# What an honest client sends in a field, as JSON.
USUAL = {
    "client_message_id": '"abcdefgh"',
    "text": '"hello"',
    "typing": "true",
    "helpful": "true",
    "score": "5",
    "contact": '"ana@customer.example"',
    "after_seq": "0",
    "view": '"all"',
    "duty": '"available"',
}
HOSTILE_VALUES = [
    *("NaN", "Infinity", "-Infinity", "1e400", "-1e400", "1" * 5000, "0." + "3" * 5000),
    *("9223372036854775807", "9223372036854775808", "-9223372036854775809", "9007199254740991"),
    *(r'"\ud800"', r'"\udfff\ud800"', r'"\u0000"', r'"\u202e\u0007\u001b[31m"', '"\\"', '"'),
    *("[" * 5000 + "]" * 5000, '{"a":' * 3000 + "1" + "}" * 3000, "[" * 30_000),
    "{" + ",".join(f'"{number}":{number}' for number in range(5000)) + "}",
    "[" + "0," * 20_000 + "0]",
    '{"_placeholder":true,"num":0}',
    '"' + "A1 " * 20_000 + '"',
    '"' + "+1(" * 15_000 + '"',
    '"0001-01-01T00:00:00+23:59"',
    '"9999-12-31T23:59:59-23:59"',
    r'"\ud83d"',
]
HOSTILE_PACKETS = [
    *("", "4", "0", "1", "2", "2probe", "3", "5", "6", "7", "b", "bAAAA", "4b", "d=4", "\x1e"),
    *("40", "41", "42", "43", "44", "45", "46", "49", "42[", "42/", "42/,", "40/,{}", "4²"),
    "4599999-/visitor,[]",
    '4599999-/visitor,0["x",{"_placeholder":true,"num":0}]',
    '451-/agent,["x",{"_placeholder":true,"num":0}]',
    "463-/visitor,7[]",
    '40/visitor,{"shop_id":"demo","last_seq":1e400}',
    '40/visitor,{"shop_id":"demo","token":"' + "x" * 50_000 + '"}',
    r'40/visitor,{"shop_id":"\ud800","token":"\ud800","identity":"a.b.c"}',
    '40/agent,{"csrf_token":[[[]]]}',
    "42/visitor," + "7" * 4000 + '["x"]',
    '42/visitor,1[{"a":"' + "A" * 60_000 + '"},{}]',
    '42/visitor,1["' + "A" * 60_000 + '"]',
    '42/visitor,1["connect",{}]',
    '42/visitor,1["disconnect"]',
    '42/visitor,1["__class__",{}]',
    "42/" + "n" * 60_000 + ',["x"]',
    '42/visitor?token=x,1["typing_set",{}]',
]


def one_of_these(texts):
    """As sampled_from; Hypothesis does not print all of them."""
    return st.integers(0, len(texts) - 1).map(lambda number: texts[number])


values = st.one_of(
    one_of_these(HOSTILE_VALUES),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=6,
    ).map(json.dumps),
)


@st.composite
def events(draw, namespace):
    """An event of the contract; most of its fields are as they should be."""
    name = draw(st.sampled_from(sorted(REQUESTS[namespace])))
    fields = REQUESTS[namespace][name].payload.model_fields
    sent = {field: USUAL.get(field, '"x"') for field in fields}
    for field in draw(st.lists(st.sampled_from([*fields, "unknown"]), max_size=2)):
        sent[field] = draw(values)
    payload = ",".join(f"{json.dumps(field)}:{value}" for field, value in sent.items())
    number = draw(st.none() | st.integers(0, 10**9))
    more = draw(st.sampled_from(["", "", "", ",{}", ",null", "]"]))
    return f'42{namespace},{"" if number is None else number}["{name}",{{{payload}}}{more}]'


@st.composite
def damaged(draw, packets):
    """A packet from which something was cut, or into which something was put."""
    packet = draw(packets)
    at = draw(st.integers(0, min(len(packet), 60)))
    cut = draw(st.integers(0, 4))
    return packet[:at] + draw(st.text(max_size=4) | st.sampled_from('"[]{},0')) + packet[at + cut :]


_events = events("/visitor") | events("/agent")
packets = st.one_of(
    _events,
    damaged(_events),
    one_of_these(HOSTILE_PACKETS),
    damaged(one_of_these(HOSTILE_PACKETS)),
    values.map(lambda value: f"42/visitor,3{value}"),
    values.map(lambda value: f"40/visitor,{value}"),
    st.text(max_size=20),
)


# --- WebSocket frames -----------------------------------------------------------------


def frame(opcode, data, *, last=True, length=None):
    """A masked frame. ``length`` is what its header says, if that is not the truth."""
    size = len(data) if length is None else length
    head = bytes([(0x80 if last else 0) | opcode])
    if size < 126:
        head += bytes([0x80 | size])
    elif size < 65536:
        head += bytes([0x80 | 126]) + size.to_bytes(2, "big")
    else:
        head += bytes([0x80 | 127]) + size.to_bytes(8, "big")
    return head + b"\0\0\0\0" + data


def text_frame(packet):
    return frame(1, packet.encode("utf-8", "replace"))


def fragments(packet, size):
    """The frames of one message, with a ping between them."""
    data = packet.encode("utf-8", "replace")[:4000]
    parts = [data[at : at + size] for at in range(0, len(data), size)] or [b""]
    frames = [
        frame(0 if number else 1, part, last=number == len(parts) - 1)
        for number, part in enumerate(parts)
    ]
    return frame(9, b"ping").join(frames)


frames = st.one_of(
    packets.map(text_frame),
    st.builds(fragments, packets, st.integers(1, 700)),
    st.binary(max_size=40).map(lambda data: frame(1, data)),
    st.binary(max_size=2000).map(lambda data: frame(2, data)),
    st.sampled_from([frame(9, b"x" * 125), frame(9, b"") * 300, frame(10, b"")]),
    st.sampled_from([frame(0, b"x"), frame(1, b"4", last=False), frame(1, b"") * 50]),
    st.integers(0, 70_000).map(lambda code: frame(8, (code % 65536).to_bytes(2, "big") + b"bye")),
    st.builds(frame, st.integers(0, 15), st.binary(max_size=20), last=st.booleans()),
    st.sampled_from([70_000, 2**31, 2**63]).map(lambda size: frame(1, b"4", length=size)),
    st.binary(max_size=30),
)


# --- scripts --------------------------------------------------------------------------


@dataclass(frozen=True)
class Script:
    """``entry`` is the transport; ``joins`` the namespace that it joins properly, or None."""

    entry: str
    joins: str | None
    steps: list


_bodies = st.lists(packets, min_size=1, max_size=4).map(SEPARATOR.join)
bodies = st.one_of(
    _bodies,
    _bodies,
    st.sampled_from([SEPARATOR * 17, SEPARATOR.join(["3"] * 16), "d=" + "4" * 100]),
    st.binary(max_size=60),
)
upgrades = st.lists(
    st.sampled_from(["2probe", "5", "3", "x", "", "40/visitor,{}"]).map(text_frame) | frames,
    max_size=4,
)
requests = st.builds(
    lambda method, query, headers: (method, "&".join(query), dict(headers)),
    st.sampled_from(["GET", "GET", "POST", "PUT", "OPTIONS", "HEAD", "BREW"]),
    st.lists(
        st.sampled_from(
            [
                "EIO=4",
                "EIO=3",
                "transport=polling",
                "transport=websocket",
                "transport=x",
                "j=0",
                "j=x",
                "sid=nobody",
                "sid=",
                "sid=%00%ff",
                "t=1",
            ]
        ),
        max_size=5,
    ),
    st.lists(
        st.sampled_from(
            [
                ("Upgrade", "websocket"),
                ("Connection", "Upgrade"),
                ("Sec-WebSocket-Key", "x"),
                ("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="),
                ("Sec-WebSocket-Version", "13"),
                ("Sec-WebSocket-Version", "99"),
                ("Sec-WebSocket-Protocol", "a, b"),
                ("Content-Length", "x"),
                ("Content-Length", "-1"),
                ("Content-Length", "99999999999999999999"),
                ("Transfer-Encoding", "chunked"),
                ("Origin", "https://elsewhere.example"),
                ("Accept-Encoding", "gzip"),
                ("Access-Control-Request-Headers", "x"),
                ("Cookie", "relay_session=" + "x" * 3000),
                ("X-Forwarded-For", "x" * 3000),
                ("\u00e9", "\u00e9"),
            ]
        ),
        max_size=5,
    ),
)
# What a connection sends before it is reset.
heads = st.sampled_from(
    [
        b"POST /socket.io/?EIO=4 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
        + b"1\r\nx\r\n" * 5000,
        b"GET /healthz HTTP/1.1\r\nX: " + b"a" * 60_000 + b"\r\n\r\n",
        b"GET /socket.io/?EIO=4 HTTP/1.1\r\n" + (b"Cookie: " + b"a=b;" * 500 + b"\r\n") * 90,
        b"GET /healthz HTTP/1.1\r\n" + b"A: b\r\n" * 200 + b"\r\n",
        b"GET /healthz HTTP/1.1\r\nX: a\r\n" + b" b\r\n" * 5000 + b"\r\n",
        b"GET /healthz HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n" + b"x" * 60_000,
        b"GET /healthz HTTP/1\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nX: a",
        b"POST /api/login HTTP/1.1\r\nContent-Length: 500\r\n\r\n{",
    ]
)
_joins = st.sampled_from([None, "/visitor", "/visitor", "/agent"])
_websockets = st.builds(
    Script, st.just("websocket"), _joins, st.lists(packets.map(text_frame) | frames, max_size=8)
)
scripts = st.one_of(
    _websockets,
    _websockets,
    _websockets,
    st.builds(Script, st.just("polling"), _joins, st.lists(bodies, max_size=4)),
    st.builds(Script, st.just("upgrade"), st.just(None), upgrades),
    st.builds(Script, st.just("http"), st.just(None), st.lists(requests, max_size=3)),
    st.builds(Script, st.just("reset"), st.just(None), st.lists(heads, max_size=3)),
)
