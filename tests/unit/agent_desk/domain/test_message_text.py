import pytest

from agent_desk.domain.message_text import checked_text
from agent_desk.errors import TextRefusedError


def test_surrounding_space_is_removed_and_inner_space_stays():
    assert checked_text(" \n two  words\u3000", limit=20) == "two  words"


def test_text_as_long_as_the_limit_is_taken():
    assert checked_text(f" {'x' * 20} ", limit=20) == "x" * 20


@pytest.mark.parametrize("text", ["", " \n\t", "\u3000"])
def test_text_of_space_alone_is_refused_without_a_limit(text):
    with pytest.raises(TextRefusedError) as refused:
        checked_text(text, limit=20)

    assert (refused.value.code, refused.value.limit) == ("text_empty", None)


def test_longer_text_is_refused_with_its_length_and_the_limit():
    with pytest.raises(TextRefusedError, match="21 characters; at most 20") as refused:
        checked_text("长" * 21, limit=20)

    assert (refused.value.code, refused.value.limit) == ("text_too_long", 20)
