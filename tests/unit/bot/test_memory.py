from functools import partial

import pytest

from bot import memory
from bot.memory import counting, intent_in_dialogue, number_at_hand, remember, side_answer
from bot.order_proof import OrderProof

fill = partial(memory.fill, proof=OrderProof())


def entity(name, value, *, given=False, taken_back=False):
    return {"entity": name, "value": value, "given": given, "taken_back": taken_back}


ORDER = entity("order_number", "RL1234567890", given=True)
PARCEL = entity("tracking_number", "LX123456785CN", given=True)
TEN_DIGITS = entity("order_number", "RL1234567890")
WRONG = entity("order_number", "RL0987654321", given=True, taken_back=True)


class TestCounting:
    def test_leaves_out_a_number_that_is_taken_back(self):
        assert counting([ORDER, WRONG], intent="inform", asked=None) == [ORDER]

    @pytest.mark.parametrize(
        ("asked", "intent", "counts"),
        [
            ("order_number", "nlu_fallback", True),
            (None, "inform", True),
            (None, "product_question", False),
            ("proof", "inform", False),
        ],
    )
    def test_takes_ten_digits_where_they_can_be_meant(self, asked, intent, counts):
        assert counting([TEN_DIGITS], intent=intent, asked=asked) == [TEN_DIGITS] * counts

    def test_takes_ten_digits_in_the_place_of_a_number_that_is_taken_back(self):
        counts = counting([WRONG, TEN_DIGITS], intent="inform", asked="proof")
        assert counts == [TEN_DIGITS]


class TestSideAnswer:
    @pytest.mark.parametrize(
        ("text", "outcome"),
        [
            ("why?", "asks_why"),
            ("why do you need my e-mail address for that", "asks_why"),
            ("为什么要邮箱", "asks_why"),
            ("I don't have the e-mail any more", "has_none"),
            ("I no longer have that phone", "has_none"),
            ("forgot it", "has_none"),
            ("我不记得了", "has_none"),
            ("手机号换了", "has_none"),
            ("555", None),
            ("没有收到", None),
        ],
    )
    def test_tells_a_question_and_a_want_from_a_wrong_proof(self, text, outcome):
        assert side_answer(text, "nlu_fallback") == outcome

    @pytest.mark.parametrize("intent", ["request_human", "complaint"])
    def test_leaves_alone_who_wants_something_else(self, intent):
        assert side_answer("why? I don't have it", intent) is None

    def test_does_not_go_by_what_the_words_resemble(self):
        text = "I don't have the phone any more"
        assert side_answer(text, "modify_order") == "has_none"

    def test_another_subject_is_none(self):
        text = "why has nothing arrived after these four long weeks"
        assert side_answer(text, "track_parcel") is None


class TestIntentInDialogue:
    @pytest.mark.parametrize("intent", ["deny", "affirm", "thank", "greet", "nlu_fallback"])
    def test_a_number_with_words_around_it_is_told(self, intent):
        assert intent_in_dialogue("不对", intent, [ORDER], asked="proof") == "inform"
        assert intent_in_dialogue("不对", intent, [], asked="proof") == intent

    def test_a_proof_that_is_asked_for_is_told_whatever_the_words_resemble(self):
        surname = entity("surname", "Müller")
        said = partial(intent_in_dialogue, "Müller", entities=[surname], asked="proof")
        assert said(intent="product_question", wanted={"surname"}) == "inform"
        assert said(intent="product_question", wanted={"email"}) == "product_question"
        assert said(intent="request_human", wanted={"surname"}) == "request_human"

    @pytest.mark.parametrize("text", ["取消", "Cancel!", "cancel"])
    def test_to_cancel_means_the_question_only_while_one_is_asked(self, text):
        assert intent_in_dialogue(text, "cancel_order", [], asked="order_number") == "deny"
        assert intent_in_dialogue(text, "cancel_order", [], asked=None) == "cancel_order"

    @pytest.mark.parametrize("text", ["你们几点关门", "周日营业吗", "are you open on sunday"])
    def test_another_question_is_no_try_to_answer(self, text):
        intent = intent_in_dialogue(text, "nlu_fallback", [], asked="order_number")
        assert intent == "out_of_scope"

    @pytest.mark.parametrize(
        "text", ["RL12？", "what is an order number", "尾号是什么", "嗯哼", "???"]
    )
    def test_a_question_about_the_number_is_one(self, text):
        intent = intent_in_dialogue(text, "nlu_fallback", [], asked="order_number")
        assert intent == "nlu_fallback"


class TestNumberAtHand:
    def test_is_that_of_the_order_or_the_parcel(self):
        assert number_at_hand({"order_number": "RL1", "tracking_number": None}) == "RL1"
        assert number_at_hand({"order_number": None, "tracking_number": "LX1"}) == "LX1"
        assert number_at_hand({}) is None


class TestFill:
    def test_takes_a_number(self):
        changes = fill([ORDER], intent="track_order", asked=None, slots={})
        assert changes == {"order_number": "RL1234567890"}

    def test_takes_the_first_of_several_numbers_and_keeps_the_others(self):
        more = [entity("order_number", number, given=True) for number in ("RL2", "RL3", "RL2")]
        changes = fill([ORDER, *more], intent="inform", asked=None, slots={})
        assert changes == {"order_number": "RL1234567890", "other_numbers": "RL2,RL3"}

    def test_goes_on_to_another_number_with_the_same_digits(self):
        slots = {"order_number": "RL1", "other_numbers": "RL1234567890,RL3", "phone_last4": "1234"}
        changes = fill([ORDER], intent="inform", asked=None, slots=slots)
        assert changes == {"order_number": "RL1234567890", "other_numbers": "RL3"}

    def test_forgets_the_other_numbers_when_a_new_one_comes(self):
        slots = {"order_number": "RL1", "other_numbers": "RL2,RL3", "phone_last4": "1234"}
        changes = fill([ORDER], intent="inform", asked=None, slots=slots)
        assert changes == {
            "order_number": "RL1234567890",
            "other_numbers": None,
            "phone_last4": None,
        }

    def test_takes_the_number_that_is_not_taken_back(self):
        slots = {"order_number": "RL0987654321", "phone_last4": "1234"}
        changes = fill([ORDER, WRONG], intent="inform", asked="proof", slots=slots)
        assert changes == {"order_number": "RL1234567890", "phone_last4": None}

    def test_forgets_a_number_that_is_taken_back_without_another(self):
        slots = {"order_number": "RL0987654321", "phone_last4": "1234"}
        changes = fill([WRONG], intent="inform", asked=None, slots=slots)
        assert changes == {"order_number": None, "phone_last4": None}

    def test_takes_digits_in_the_place_of_those_that_are_taken_back(self):
        right = entity("phone_last4", "9000", given=True)
        wrong = entity("phone_last4", "8000", given=True, taken_back=True)
        slots = {"order_number": "RL1234567890", "phone_last4": "8000"}
        changes = fill([right, wrong], intent="inform", asked=None, slots=slots)
        assert changes == {"phone_last4": "9000"}

    def test_keeps_a_number_when_another_is_taken_back(self):
        slots = {"order_number": "RL1234567890"}
        assert fill([WRONG], intent="inform", asked=None, slots=slots) == {}

    def test_takes_bare_digits_only_when_they_are_asked_for(self):
        digits = [entity("phone_last4", "1234")]
        assert fill(digits, intent="inform", asked=None, slots={}) == {}
        assert fill(digits, intent="inform", asked="order_number", slots={}) == {}
        wanted = {"phone_last4"}
        asked = fill(digits, intent="inform", asked="proof", slots={}, wanted=wanted)
        assert asked == {"phone_last4": "1234"}

    def test_takes_digits_that_the_message_explains_at_any_time(self):
        digits = [entity("phone_last4", "1234", given=True)]
        assert fill(digits, intent="track_order", asked=None, slots={}) == {"phone_last4": "1234"}

    def test_takes_only_what_the_shop_asks_for(self):
        email, digits = (
            entity(n, v, given=True) for n, v in (("email", "a@b.c"), ("phone_last4", "1"))
        )
        shop = OrderProof(("email", "surname"), 2)
        changes = fill([email, digits], intent="inform", asked=None, slots={}, proof=shop)
        assert changes == {"email": "a@b.c"}

    def test_a_new_order_number_empties_the_digits_of_the_old_one(self):
        slots = {"order_number": "RL0987654321", "phone_last4": "1234"}
        changes = fill([ORDER], intent="inform", asked=None, slots=slots)
        assert changes == {"order_number": "RL1234567890", "phone_last4": None}

    def test_digits_that_come_with_a_new_number_stay(self):
        slots = {"order_number": "RL0987654321", "phone_last4": "1234"}
        digits = entity("phone_last4", "5678", given=True)
        changes = fill([ORDER, digits], intent="inform", asked=None, slots=slots)
        assert changes == {"order_number": "RL1234567890", "phone_last4": "5678"}

    def test_the_same_number_again_keeps_its_digits(self):
        slots = {"order_number": "RL1234567890", "phone_last4": "1234"}
        changes = fill([ORDER], intent="inform", asked=None, slots=slots)
        assert changes == {"order_number": "RL1234567890"}

    def test_a_number_of_the_other_kind_takes_the_place_of_the_first(self):
        slots = {"order_number": "RL1234567890", "phone_last4": "1234"}
        changes = fill([PARCEL], intent="track_parcel", asked=None, slots=slots)
        assert changes == {
            "tracking_number": "LX123456785CN",
            "order_number": None,
            "phone_last4": None,
        }

    @pytest.mark.parametrize(
        ("intent", "kept"), [("track_parcel", "tracking_number"), ("track_order", "order_number")]
    )
    def test_the_intent_decides_between_two_numbers_in_one_message(self, intent, kept):
        assert list(fill([ORDER, PARCEL], intent=intent, asked=None, slots={})) == [kept]

    @pytest.mark.parametrize("intent", ["request_human", "complaint", "cancel_order"])
    def test_a_form_is_not_answered_by_a_message_that_wants_something_else(self, intent):
        assert fill([ORDER], intent=intent, asked="order_number", slots={}) == {}

    def test_other_entities_are_no_slots(self):
        others = [entity("date", "明天"), entity("phone", "13812345678")]
        assert fill(others, intent="inform", asked="order_number", slots={}) == {}


class TestRemember:
    def asking(self, said, slots=None):
        return remember(
            said, asked_before="order_number", asked_now="order_number", slots=slots or {}
        )

    def test_knows_that_it_asked_again(self):
        memory = self.asking(["utter_order_number_again"])
        assert memory == {"asked_again": True, "reminded": None}

    def test_knows_that_a_change_of_subject_was_answered(self):
        memory = self.asking(["utter_search_knowledge_base", "order_form"])
        assert memory == {"asked_again": None, "reminded": True}

    def test_keeps_both_while_the_same_thing_is_asked_for(self):
        memory = self.asking(["utter_ask_order_number"], {"asked_again": True, "reminded": True})
        assert memory == {"asked_again": True, "reminded": True}

    @pytest.mark.parametrize("asked_now", [None, "proof"])
    def test_forgets_both_when_the_question_is_another(self, asked_now):
        memory = remember(
            ["utter_search_knowledge_base"],
            asked_before="order_number",
            asked_now=asked_now,
            slots={"asked_again": True, "reminded": True},
        )
        assert memory == {"asked_again": None, "reminded": None}

    def test_starts_empty_when_a_form_opens(self):
        memory = remember(["order_form"], asked_before=None, asked_now="order_number", slots={})
        assert memory == {"asked_again": None, "reminded": None}
