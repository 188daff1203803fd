from dataclasses import fields
from string import Formatter

import pytest

from agent_desk.wording.absence import AbsenceTexts, absence_texts

LINES = [field.name for field in fields(AbsenceTexts) if field.name != "apologies"]


def fields_of(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_both_languages_apologise_for_the_same_reasons():
    assert absence_texts("en").apologies.keys() == absence_texts("zh").apologies.keys()


@pytest.mark.parametrize("line", LINES)
def test_line_names_the_same_in_both_languages(line):
    english, chinese = (getattr(absence_texts(language), line) for language in ("en", "zh"))

    assert english != chinese
    assert fields_of(english) == fields_of(chinese)
