import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import MalformedTurnError, TextTooLongError, UnknownTriggerError
from bot.order_proof import OrderProof
from bot.turn import MAX_TEXT_CHARACTERS, State, read_turn


def body(**fields):
    return {"conversation_id": "c1", "text": "你好"} | fields


class TestReadTurn:
    def test_reads_what_the_desk_sends(self):
        turn = read_turn(
            body(
                text="where is it",
                trigger=None,
                slots={"identity_verified": True},
                order_numbers=["#{4-6}"],
                parcel_numbers=["KX-{5}"],
                order_proof={"kinds": ["email", "surname"], "needed": 2, "proved": ["#1"]},
                state={
                    "slots": {"order_number": "RL1234567890", "asked_again": True},
                    "active_form": "proof_form",
                    "requested_slot": "proof",
                },
            )
        )
        assert (turn.text, turn.identity_verified) == ("where is it", True)
        assert turn.order_numbers == ("#{4-6}",)
        assert turn.parcel_numbers == ("KX-{5}",)
        assert turn.order_proof == OrderProof(("email", "surname"), 2, {"#1"})
        assert turn.state == State(
            {"order_number": "RL1234567890", "asked_again": True}, "proof_form"
        )

    def test_a_conversation_begins_without_a_state(self):
        assert read_turn(body(state=None)).state == State()

    @pytest.mark.parametrize(
        "wrong",
        [
            {"conversation_id": ""},
            {"order_proof": []},
            {"order_proof": {"kinds": [], "needed": 1, "proved": []}},
            {"order_proof": {"kinds": ["birthday"], "needed": 1, "proved": []}},
            {"order_proof": {"kinds": ["phone", "phone"], "needed": 1, "proved": []}},
            {"order_proof": {"kinds": ["phone"], "needed": 2, "proved": []}},
            {"order_proof": {"kinds": ["phone"], "needed": "1", "proved": []}},
            {"order_proof": {"kinds": [["phone"]], "needed": 1, "proved": []}},
            {"order_proof": {"kinds": ["phone"], "needed": 1, "proved": [1]}},
            {"conversation_id": 7},
            {"conversation_id": "x" * 201},
            {"text": None},
            {"text": 7},
            {"text": "hi", "trigger": "start_over"},
            {"language": "en"},
            {"order_numbers": {"forms": []}},
            {"order_numbers": ["#{4-6}"] * 11},
            {"order_numbers": ["{"]},
            {"parcel_numbers": ["KX-{5}"] * 11},
            {"parcel_numbers": [7]},
            {"slots": []},
            {"slots": {"order_number": "RL1234567890"}},
            {"slots": {"identity_verified": "yes"}},
            {"slots": {"language": "en"}},
            {"state": []},
            {"state": {"slots": []}},
            {"state": {"slots": {"order_number": 7}}},
            {"state": {"slots": {"asked_again": "yes"}}},
            {"state": {"slots": {"topic": "weather"}}},
            {"state": {"active_form": 7}},
            {"turned_off": []},
            {"turned_off": {"intents": "membership"}},
            {"turned_off": {"acts": [7]}},
            {"turned_off": {"acts": ["look_up_order"] * 201}},
            {"txt": "hi"},
        ],
    )
    def test_refuses_what_is_malformed(self, wrong):
        with pytest.raises(MalformedTurnError):
            read_turn(body(**wrong))

    @pytest.mark.parametrize("value", [None, [], "text", 7])
    def test_refuses_a_body_that_is_no_object(self, value):
        with pytest.raises(MalformedTurnError, match="JSON object"):
            read_turn(value)

    def test_refuses_a_text_over_the_limit(self):
        assert read_turn(body(text="x" * MAX_TEXT_CHARACTERS)).text
        with pytest.raises(TextTooLongError):
            read_turn(body(text="x" * (MAX_TEXT_CHARACTERS + 1)))

    @pytest.mark.parametrize("trigger", ["", "request_human", "/start_over", 7])
    def test_refuses_an_unknown_trigger(self, trigger):
        with pytest.raises(UnknownTriggerError):
            read_turn(body(text=None, trigger=trigger))

    def test_a_state_from_another_version_leaves_out_what_is_unknown(self):
        turn = read_turn(body(state={"slots": {"colour": "red", "phone_last4": None}, "new": 1}))
        assert turn.state == State()


class TestTriggers:
    STATE = {  # noqa: RUF012
        "slots": {"order_number": "RL1234567890", "phone_last4": "1234", "topic": "refund"},
        "active_form": "proof_form",
    }

    def test_a_mismatch_forgets_the_proof_and_keeps_what_was_tried(self):
        turn = read_turn(body(text=None, trigger="order_mismatch", state=self.STATE))
        assert turn.state == State({"topic": "refund", "other_numbers": "RL1234567890"})

    def test_a_mismatch_of_a_parcel_forgets_its_number(self):
        state = {"slots": {"tracking_number": "LX123456785CN", "topic": "status"}}
        turn = read_turn(body(text=None, trigger="order_mismatch", state=state))
        assert turn.state == State({"topic": "status"})

    def test_starting_over_forgets_everything(self):
        turn = read_turn(body(text=None, trigger="start_over", state=self.STATE))
        assert turn.state == State()


class TestLeadingSlash:
    @pytest.mark.parametrize(
        "text",
        [
            "/restart",
            " /restart",
            "／restart",
            "　／restart",
            "//restart",
            "/ / restart",
            "\n/restart",
        ],
    )
    def test_is_taken_off(self, text):
        assert read_turn(body(text=text)).text == "restart"

    def test_inside_a_message_stays(self):
        assert read_turn(body(text="24/7 or 9/5")).text == "24/7 or 9/5"

    def test_alone_leaves_no_words(self):
        assert read_turn(body(text=" / ／ ")).text == ""

    @given(st.text(alphabet=" /／\t　a{}\"'", max_size=12))
    def test_never_reaches_rasa(self, text):
        assert not read_turn(body(text=text)).text.strip().startswith(("/", "／"))
