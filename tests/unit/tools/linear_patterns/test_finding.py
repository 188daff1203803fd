import ast

import pytest

from tools.linear_patterns.finding import Source, hidden, patterns, sources


def source(text):
    return Source("tools/example.py", ast.parse(text))


class TestHidden:
    @pytest.mark.parametrize(
        "text",
        [
            "import re\ndef f(t):\n    return re.sub('a', '', t)",
            "import re\ng = lambda t: re.match('a', t)",
            "import re\nclass C:\n    pattern = re.compile('a')",
            "from re import compile",
        ],
    )
    def test_names_the_line_of_a_pattern_that_is_no_constant(self, text):
        assert len(hidden(source(text))) == 1

    @pytest.mark.parametrize(
        "text",
        [
            "import re\n_A = re.compile('a')\ndef f(t):\n    return _A.sub('', t)",
            "import re\ndef f(t: re.Pattern[str]):\n    return re.escape('a')",
        ],
    )
    def test_allows_constants(self, text):
        assert hidden(source(text)) == []


@pytest.fixture(scope="module")
def found():
    wanted = {"agent_desk.security.masking", "agent_desk.domain.contact"}
    return {p.place: p for p in patterns([s for s in sources() if s.module in wanted])}


class TestPatterns:
    def test_finds_patterns_in_tables(self, found):
        assert "agent_desk/security/masking.py:_RULES[0][1]" in found

    def test_knows_which_are_only_matched_at_the_start(self, found):
        assert found["agent_desk/domain/contact.py:_PHONE"].at_start
        assert not found["agent_desk/domain/contact.py:_NO_DIGIT"].at_start

    def test_builds_the_patterns_that_are_made_of_words(self, found):
        assert "knowledge_base/language/synonyms.py:pattern" in found
