import pytest

from knowledge_base.training.charsmap import compile_charsmap


def test_refuses_a_key_that_the_format_cannot_tell_apart():
    with pytest.raises(ValueError, match="one character"):
        compile_charsmap({"头发": "x"})
