import pytest

from tools.commit_message import main, problems

BODY = "The lock was held for as long as the index took to make."


class TestProblems:
    @pytest.mark.parametrize(
        "message",
        [
            "tools: Check the form of a commit message\n",
            f"agent_desk: Commit beside the loop\n\n{BODY}\n",
            f"docs, bot: Name what crosses\n# Changes to be committed:\n\n{BODY}\n",
            f"docs: Link the RFC\n\nhttps://example.com/{'a' * 80}\n",
            f"docs: Say why\n# --- >8 ---\ndiff --git a b\n+{'wide ' * 20}\n",
            f"Merge branch '{'long' * 20}'\n",
            "",
        ],
    )
    def test_are_none_in_a_good_message(self, message):
        assert problems(message) == []

    @pytest.mark.parametrize(
        ("message", "problem"),
        [
            (f"tools: Do {'this and ' * 10}that", "longer than 72"),
            (f"tools: Check\n\n{'word ' * 20}", "longer than 72"),
            ("Check the form", "not of the form"),
            ("tools:Check", "not of the form"),
            (f"tools: Check\n{BODY}", "is not empty"),
        ],
    )
    def test_name_what_is_wrong(self, message, problem):
        (found,) = problems(message)

        assert problem in found

    def test_count_characters_and_not_bytes(self):
        assert problems(f"docs: {'问' * 66}") == []


class TestMain:
    def test_fails_for_a_bad_message_and_prints_it(self, tmp_path, capsys):
        file = tmp_path / "COMMIT_EDITMSG"
        file.write_text("Check the form\n")

        assert main(file) == 1
        assert "Check the form" in capsys.readouterr().err
