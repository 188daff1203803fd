import pytest

from bot.main_wish import MainWish, main_wish


def clause(intent, text="a clause", *entities):
    return {"intent": {"name": intent}, "text": text, "entities": list(entities)}


NUMBER = {"entity": "order_number", "value": "RL1234567890"}


@pytest.mark.parametrize(
    ("parsed", "expected"),
    [
        ([clause("shipping_fee"), clause("invoice")], MainWish((0,), (1,))),
        ([clause("payment"), clause("track_order")], MainWish((1,), (0,))),
        ([clause("request_human"), clause("invoice")], MainWish((0,), (1,))),
        ([clause("thank"), clause("invoice")], MainWish((1,))),
        ([clause("abuse"), clause("shipping_fee"), clause("deny")], MainWish((1,))),
        ([clause("thank"), clause("goodbye")], MainWish((0, 1))),
        (
            [clause("track_order", "where is it"), clause("inform", "RL1234567890", NUMBER)],
            MainWish((0, 1)),
        ),
        ([clause("cancel_order", "cancel", NUMBER), clause("invoice")], MainWish((0,), (1,))),
        ([clause("payment"), clause("nlu_fallback", "and 4417 digits")], MainWish((1,), (0,))),
    ],
)
def test_what_needs_a_look_up_or_a_person_leads(parsed, expected):
    assert main_wish(parsed) == expected
