import pytest

from knowledge_base.importing.reading.roles import role_inbound, role_named


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Customer", "visitor"),
        ("买家", "visitor"),
        ("end_user", "visitor"),
        ("assistant", "agent"),
        ("客服小王", "agent"),
        ("系统消息", "system"),
        ("someone", None),
        ("客服买家", None),
    ],
)
def test_who_wrote_by_the_words_of_the_file(name, role):
    assert role_named(name) == role


@pytest.mark.parametrize(("value", "role"), [("True", "visitor"), ("0", "agent"), ("?", None)])
def test_what_came_in_is_the_visitors(value, role):
    assert role_inbound(value) == role
