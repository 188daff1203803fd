from tests.conversations.judging import Verdict
from tests.conversations.report import Conversation, section, table, totals

RIGHT, WRONG = Verdict(right=True, harmful=False), Verdict(right=False, harmful=False)
NEAR, HARM = Verdict(False, False, near=True), Verdict(right=True, harmful=True)

HELD = [
    Conversation("follow_up", "en", (RIGHT, RIGHT)),
    Conversation("follow_up", "zh-Hans", (RIGHT, NEAR)),
    Conversation("two_wishes", "en", (HARM,), both=(True, False)),
]


def test_totals_count_turns_and_whole_conversations_by_language_and_kind():
    rows = {row.name: row for row in totals(HELD)}

    assert list(rows) == ["all", "en", "zh-Hans", "follow_up", "two_wishes"]
    whole = rows["all"]
    assert (whole.turns, whole.right, whole.near, whole.harmful) == (5, 4, 1, 1)
    assert (whole.whole, whole.conversations, whole.both) == (1, 3, [True, False])
    assert (rows["zh-Hans"].turns, rows["zh-Hans"].right) == (2, 1)


def test_a_conversation_with_harm_is_not_right_as_a_whole():
    assert not Conversation("person", "en", (HARM,)).is_right
    assert not Conversation("person", "en", (RIGHT, WRONG)).is_right


def test_section_has_both_parts_with_intervals():
    text = section(HELD, HELD[:1])

    assert text.index("### Held out") < text.index("### Developed with")
    assert "| follow up | 4 | 3 = 75% (30–95) | 1 | 0 | 1 = 50% (9–91) |" in text
    assert "Both wishes of a line were served in 1 of 2." in text
    assert len(table(totals(HELD))) == 2 + 5
