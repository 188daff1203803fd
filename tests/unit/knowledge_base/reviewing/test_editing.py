import click

from knowledge_base.reviewing.editing import Draft, edited, editor_text, parsed

DRAFT = Draft(("怎么退货？", "想退货"), "在订单页申请。", "returns")


def test_the_text_says_the_same_when_it_is_read_back():
    draft = Draft(("一？", "二？"), "=== 不是标题\n\n第二段", "returns")

    assert parsed(editor_text(draft)) == draft


def test_a_text_without_its_headings_says_nothing():
    assert parsed("怎么退货？") is None


def test_an_unchanged_text_leaves_the_draft():
    assert edited(DRAFT, lambda text: None, input) is DRAFT


def test_without_an_editor_an_empty_line_keeps_what_is_there():
    def edit(text):
        raise click.ClickException("no editor")

    lines = iter(["", "新的回答。", ""])

    found = edited(DRAFT, edit, lambda prompt: next(lines))

    assert found == Draft(DRAFT.questions, "新的回答。", "returns")


def test_lost_headings_lead_to_the_questions_line_by_line():
    lines = iter(["退货怎么办？", "", ""])

    found = edited(DRAFT, lambda text: "no headings", lambda prompt: next(lines))

    assert found.questions == ("退货怎么办？", "想退货")
