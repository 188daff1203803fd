import pytest

from knowledge_base.importing.reporting.explanations import EXPLANATIONS, explanation


@pytest.mark.parametrize("found", EXPLANATIONS.values(), ids=EXPLANATIONS)
def test_an_explanation_says_what_it_means_and_what_to_do(found):
    assert found.title
    assert found.meaning.endswith(".")
    assert found.action.endswith(".")


def test_a_code_without_an_explanation_is_its_own_title():
    assert explanation("some_new_code").title == "Some new code"
