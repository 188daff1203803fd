from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_desk.errors import BinaryPacketError, MalformedPacketError
from agent_desk.transport.packets import (
    EVENT_NAME_CHARACTERS,
    Head,
    check_engine_packet,
    read_connect,
    read_event,
    read_head,
)
from agent_desk.types import SAFE_INTEGER_MAX


class TestEngineIO:
    @pytest.mark.parametrize("packet", ["1", "2probe", "3", "5", "40", "42/visitor,[]"])
    def test_takes_what_clients_send(self, packet):
        assert check_engine_packet(packet) == packet

    @pytest.mark.parametrize("packet", ["", "0", "2", "6", "7", "x", "33", "4", "4{}", "4[", "4²"])
    def test_takes_nothing_else(self, packet):
        with pytest.raises(MalformedPacketError):
            check_engine_packet(packet)

    @pytest.mark.parametrize("packet", [b"", b"4", "b", "bAAAA"])
    def test_takes_nothing_binary(self, packet):
        with pytest.raises(BinaryPacketError):
            check_engine_packet(packet)


class TestHead:
    @pytest.mark.parametrize(
        ("packet", "head"),
        [
            ("0", Head("connect", "/", None, "")),
            ('0/visitor,{"a":1}', Head("connect", "/visitor", None, '{"a":1}')),
            ("1/visitor,", Head("disconnect", "/visitor", None, "")),
            ("1/visitor", Head("disconnect", "/visitor", None, "")),
            ('2/agent,17["x"]', Head("event", "/agent", 17, '["x"]')),
            ('2["x"]', Head("event", "/", None, '["x"]')),
        ],
    )
    def test_is_read(self, packet, head):
        assert read_head(packet) == head

    @pytest.mark.parametrize("packet", ["", "3/visitor,1[]", "4/visitor,{}", "7", "9", "x"])
    def test_of_another_kind_is_refused(self, packet):
        with pytest.raises(MalformedPacketError):
            read_head(packet)

    @pytest.mark.parametrize("packet", [b"0", "51-/visitor,[]", "6"])
    def test_that_announces_binary_is_refused(self, packet):
        with pytest.raises(BinaryPacketError):
            read_head(packet)

    @given(st.text())
    def test_of_any_text_is_read_or_refused(self, text):
        with suppress(MalformedPacketError):
            assert read_head(text).kind


class TestConnect:
    def test_takes_an_object_or_nothing(self):
        assert read_connect("") is None
        assert read_connect('{"shop_id": "demo"}') == {"shop_id": "demo"}

    @pytest.mark.parametrize("data", ["[]", "1", '"x"', "{", "7{}"])
    def test_takes_nothing_else(self, data):
        with pytest.raises(MalformedPacketError):
            read_connect(data)


class TestEvent:
    def test_is_a_name_and_its_arguments(self):
        assert read_event('["x", {"a": [1, -2.5, null, true]}]') == [
            "x",
            {"a": [1, -2.5, None, True]},
        ]

    @pytest.mark.parametrize("name", ['""', "1", "null", "{}", "[]", f'"{"x" * 65}"'])
    def test_has_a_short_text_as_its_name(self, name):
        assert len(read_event(f'["{"x" * EVENT_NAME_CHARACTERS}"]')[0]) == 64
        with pytest.raises(MalformedPacketError):
            read_event(f"[{name}]")

    @pytest.mark.parametrize(
        "value",
        [
            str(SAFE_INTEGER_MAX + 1),
            str(-SAFE_INTEGER_MAX - 1),
            "9" * 5000,
            "1e400",
            "-1e400",
            "1." + "0" * 5000,
            "NaN",
            "Infinity",
            "-Infinity",
            "[" * 5000 + "]" * 5000,
            "[" * 7 + "]" * 7,
            '{"a":' * 7 + "1" + "}" * 7,
            "[" + "1," * 300 + "1]",
            "{" + ",".join(f'"{number}":1' for number in range(10_000)) + "}",
        ],
        ids=lambda value: value[:12],
    )
    def test_has_bounds_for_what_is_in_it(self, value):
        assert read_event(f'["x", {SAFE_INTEGER_MAX}, {-SAFE_INTEGER_MAX}, 1e300]')
        with pytest.raises(MalformedPacketError):
            read_event(f'["x", {value}]')

    def test_becomes_fit_for_utf8_in_names_and_values(self):
        assert read_event(r'["x", {"a\ud800": "\udfffb", "c": "\ud83d\ude00"}]') == [
            "x",
            {"a\ufffd": "\ufffdb", "c": "😀"},
        ]

    @given(st.text(alphabet='[]{}",:0123456789eE+-.\\ux \ud800trufalsn', max_size=40))
    def test_of_any_text_is_read_or_refused(self, text):
        with suppress(MalformedPacketError):
            repr(read_event(f'["x",{text}]')).encode()
