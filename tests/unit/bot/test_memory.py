import pytest

from bot.memory import fill, remember


def entity(name, value, *, given=False):
    return {"entity": name, "value": value, "given": given}


ORDER = entity("order_number", "RL1234567890")
PARCEL = entity("tracking_number", "LX123456785CN")


class TestFill:
    def test_takes_a_number(self):
        changes = fill([ORDER], intent="track_order", asked=None, slots={})
        assert changes == {"order_number": "RL1234567890"}

    def test_takes_the_last_of_two_numbers(self):
        newer = entity("order_number", "RL0987654321")
        changes = fill([ORDER, newer], intent="inform", asked=None, slots={})
        assert changes == {"order_number": "RL0987654321"}

    def test_takes_bare_digits_only_when_they_are_asked_for(self):
        digits = [entity("phone_last4", "1234")]
        assert fill(digits, intent="inform", asked=None, slots={}) == {}
        assert fill(digits, intent="inform", asked="order_number", slots={}) == {}
        asked = fill(digits, intent="inform", asked="phone_last4", slots={})
        assert asked == {"phone_last4": "1234"}

    def test_takes_digits_that_the_message_explains_at_any_time(self):
        digits = [entity("phone_last4", "1234", given=True)]
        assert fill(digits, intent="track_order", asked=None, slots={}) == {"phone_last4": "1234"}

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

    @pytest.mark.parametrize("asked_now", [None, "phone_last4"])
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
