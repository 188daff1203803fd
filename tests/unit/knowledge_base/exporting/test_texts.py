import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.exporting.texts import answer_text, name_text, question_text
from knowledge_base.importing.cleaning import cleaned_answer, cleaned_name, cleaned_question
from knowledge_base.importing.spreadsheet_cells import guarded

ANY = st.text(st.sampled_from("'=+-@0123.%a退 \n\"<>/&;br“"), max_size=12)


@pytest.mark.parametrize("spell", [str, guarded])
@pytest.mark.parametrize(
    "text",
    ["=1+1", "'=1+1", "'007", "-1", "Use <br>.", "Write &amp; or &lt;p&gt;", "<p>x</p>\ny", "a <b"],
)
def test_what_is_stored_comes_back(spell, text):
    assert cleaned_answer(answer_text(text, spell)) == text


@given(ANY)
def test_what_an_import_made_of_a_text_comes_back(text):
    answer, question, name = cleaned_answer(text), cleaned_question(text), cleaned_name(text)

    for spell in (str, guarded):
        assert cleaned_answer(answer_text(answer, spell)) == answer
        assert cleaned_question(question_text(question, spell)) == question
        assert cleaned_name(name_text(name, spell)) == name


def test_usual_text_stays_as_it_is():
    for text in ("怎么退货？", "-1", "See a (https://a.example/?b=1&c=2).", "一\n二"):
        assert answer_text(text, str) == text
