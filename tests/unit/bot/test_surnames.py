from bot.surnames import CHINESE, NO_NAMES, NO_NAMES_ZH


def test_surnames_have_one_character_or_two():
    assert {len(surname) for surname in CHINESE} == {1, 2}


def test_what_is_no_name_is_no_surname():
    assert not CHINESE & NO_NAMES_ZH
    assert all(word == word.casefold() for word in NO_NAMES)
