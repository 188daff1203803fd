import pytest

from agent_desk.orders.numbers import last_four_digits, normal_number


@pytest.mark.parametrize(
    "typed",
    [
        "RL2611200042",
        "rl 2611-200042",
        "ＲＬ２６１１２０００４２",
        "RL–2611—200042",
        "rl_2611\u3000200042",
    ],
)
def test_number_is_the_same_however_it_is_typed(typed):
    assert normal_number(typed) == "RL2611200042"


@pytest.mark.parametrize(
    ("phone", "digits"),
    [
        ("+55 11 91234-1234", "1234"),
        ("１３８００１３８０００", "8000"),
        ("1234", "1234"),
        ("123", None),
        ("call me", None),
        ("", None),
    ],
)
def test_last_digits_of_a_phone_number(phone, digits):
    assert last_four_digits(phone) == digits
