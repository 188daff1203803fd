import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent_desk.security.masking import mask, mask_traceback, mask_values
from agent_desk.storage.models import new_id
from knowledge_base.privacy import forms

PERSONAL_FORMS = [
    forms.MAINLAND_MOBILE_ABROAD,
    forms.MAINLAND_MOBILE,
    forms.TAIWAN_MOBILE,
    forms.AMERICAN_PHONE,
    forms.LANDLINE,
    forms.MAINLAND_IDENTITY,
    forms.ISLAND_IDENTITY,
    forms.PAYMENT_CARD,
    forms.CARRIER_NUMBER,
    forms.POSTAL_NUMBER,
    forms.ORDER_CODE,
    forms.AMAZON_ORDER,
]


class TestMask:
    @pytest.mark.parametrize(
        "secret",
        [
            "RL2611200001",
            "rl2611200001",
            "RL 2611200001",
            "RL-2611-200001",
            "SF1234567890123",
            "YT2612345678901234",
            "LX123456785CN",
            "1Z999AA10123456784",
            "13800138000",
            "+86 138 0013 8000",
            "+55 (11) 91234-5678",
            "555-123-4567",
            "１３８００１３８０００",
            "ana@shop.example",
            "Ana.Souza+relay@mail.shop.example",
            "FO_Lv_aeIQWeodjm0DIPMA1d_CtRFd-7PwNNhrimKr8",
            "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjdXN0b21lci02In0.4pcPyMD09olPSyXnrXCjTw",
            "Bearer s3cr3t",
            "110105194912310028",
            "11010519491231002X",
            "A123456(3)",
            "212.555.0142",
            "1ZABCDEF0123456784",
        ],
    )
    def test_takes_out_what_tells_who_a_person_is_or_opens_something(self, secret):
        for line in (secret, f"lookup of {secret} failed", f"订单{secret}，失败", f"({secret})"):
            assert secret not in mask(line), line

    @pytest.mark.parametrize(
        "harmless",
        [
            "b3401f00aa11bb22cc33dd44ee55ff66",
            "2026-11-22T00:14:35.123456Z",
            "2026-11-22",
            "127.0.0.1:8000",
            "192.168.100.200",
            "took 0.1234567 s",
            "seq 123456",
            "conversation_queued",
            "agent_desk.security.masking",
            "HTTP 503",
            "sqlalchemy.exc.OperationalError: database is locked",
            'File "/srv/relay/agent_desk/services/assignment_of_conversations_to_agents.py"',
        ],
    )
    def test_leaves_what_is_needed_to_follow_a_log(self, harmless):
        assert mask(harmless) == harmless

    @pytest.mark.parametrize("form", PERSONAL_FORMS)
    @settings(deadline=None)
    @given(st.data())
    def test_takes_out_every_number_that_the_knowledge_base_knows(self, form, data):
        number = data.draw(st.from_regex(re.compile(form, re.ASCII), fullmatch=True))

        assert re.search(r"\d{4}", mask(f"lookup of {number} failed")) is None

    def test_leaves_every_id(self):
        for _ in range(200):
            identifier = new_id()
            assert mask(f"conversation {identifier} queued") == f"conversation {identifier} queued"

    def test_takes_the_password_out_of_a_database_url(self):
        masked = mask("postgresql://relay:s3cret@db.internal/relay")

        assert "s3cret" not in masked
        assert "postgresql://relay" in masked

    def test_takes_out_what_sqlalchemy_and_pydantic_repeat_of_their_input(self):
        sql = "[SQL: INSERT INTO messages]\n[parameters: ('id', 'my neighbour is ill')]\n(more)"
        checked = "Input should be text [type=string, input_value='I am ill', input_type=str]"

        assert "ill" not in mask(sql)
        assert "ill" not in mask(checked)
        assert "INSERT INTO messages" in mask(sql)

    def test_hides_all_that_follows_where_the_end_of_the_input_is_missing(self):
        assert mask("failed [parameters: ('id', 'I am ill'") == "failed [parameters hidden]"
        assert mask("[type=string, input_value='I am ill") == "[type=string, input_value=<hidden>"

    def test_hides_input_that_holds_brackets(self):
        masked = mask("[SQL: SELECT]\n[parameters: ('see [this](x)', 'I am ill')]\n(more)")

        assert masked == "[SQL: SELECT]\n[parameters hidden]\n(more)"

    def test_takes_out_addresses_that_follow_each_other_without_a_space(self):
        assert "shop" not in mask("a@shop.example+b@shop.example@shop.example")

    @pytest.mark.parametrize(
        "piece",
        ["A", "a", "1", "1 ", "1-", "1_", "a@", "a.", "a_", "a@a.", "-", "1Z", "1(", "1 1-", "eyJ",
         "eyJa.", "bearer ", "://", "://a:", "[parameters: ", "input_value=", "RL1234567-",
         "212.555.", "A123456("],
    )  # fmt: skip
    def test_takes_linear_time_on_hostile_lines(self, piece):
        line = piece * (60_000 // len(piece))
        start = time.process_time()
        mask(f"{line}_")

        # It takes 0.03 s; 10 s where a pattern starts again at every character.
        assert time.process_time() - start < 2

    @settings(deadline=None)
    @given(st.text(max_size=300))
    def test_masks_once_and_for_all(self, text):
        assert mask(mask(text)) == mask(text)


def test_loads_no_more_of_the_knowledge_base_than_the_forms():
    program = (
        "import sys, knowledge_base; before = set(sys.modules); import agent_desk.security.masking;"
        "print(*set(sys.modules) - before)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    ).stdout.split()

    allowed = ("agent_desk", "knowledge_base.privacy", "unicodedata")
    assert "agent_desk.security.masking" in loaded
    assert [name for name in loaded if not name.startswith(allowed)] == []


class TestMaskValues:
    def test_reaches_texts_at_any_depth_and_leaves_the_rest(self):
        value = {"a": ["ana@shop.example", {"b": (b"13800138000", 7)}], "c": None, "d": 1.5}

        assert mask_values(value) == {
            "a": ["<email>", {"b": ["<number>", 7]}],
            "c": None,
            "d": 1.5,
        }

    def test_writes_what_turns_a_line_as_an_escape(self):
        assert mask_values(["a\u202eb", b"c\x1b"]) == [r"a\u202eb", r"c\x1b"]

    def test_reads_the_text_of_an_error(self):
        assert mask_values(ValueError("ana@shop.example")) == "ValueError: <email>"

    def test_clips_long_texts_and_leaves_out_the_word_that_would_be_cut(self):
        assert mask_values("a " * 245 + "ana.maria@shop.example" + " b" * 500) == (
            "a " * 245 + "… (1,022 more characters)"
        )

    def test_masks_what_stands_before_the_cut(self):
        assert mask_values("call: 13800138000, " + "中" * 60_000).startswith("call: <number>, 中")

    def test_clips_long_lists_and_mappings(self):
        assert mask_values([1] * 1_000) == [1] * 20 + ["… (980 more)"]
        assert mask_values({f"k{i}": i for i in range(30)})["…"] == 10

    def test_ends_deep_below(self):
        deep = "ana@shop.example"
        for _ in range(1_000):
            deep = [deep]
        assert mask_values(deep) == [[[["…"]]]]

    def test_masks_the_keys_of_mappings(self):
        assert mask_values({"ana@shop.example": 1}) == {"<email>": 1}

    def test_masks_what_an_object_shows(self):
        assert mask_values(Path("/ana@shop.example")) == "PosixPath('/<email>')"

    def test_hides_numbers_that_nobody_counts(self):
        assert mask_values([10**30, -(10**5000), 7, True]) == ["<number>", "<number>", 7, True]


class TestMaskTraceback:
    def test_keeps_the_first_and_the_last_lines(self):
        lines = mask_traceback("\n".join(f"line {i}" for i in range(1_000))).split("\n")

        assert lines[0] == "line 0"
        assert lines[20] == "… (920 more lines)"
        assert lines[-1] == "line 999"
        assert len(lines) == 81

    def test_clips_and_masks_each_line(self):
        text = mask_traceback("Traceback\n  File\nValueError: ana@shop.example " + "A" * 60_000)

        assert text == "Traceback\n  File\nValueError: <email> … (60,000 more characters)"
