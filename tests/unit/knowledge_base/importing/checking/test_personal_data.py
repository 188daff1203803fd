"""What an import takes out of a row."""

import pytest

from knowledge_base.importing.checking.personal_data import masked
from knowledge_base.importing.rows import Row


def hide(name):
    return name.replace("RL2611200001", "[hidden]")


def row(question="", **values):
    return Row(
        **{
            "file": "a.csv",
            "line": 1,
            "entry": "e",
            "language": "zh",
            "question": question,
            **values,
        }
    )


def outcome(given):
    found, reasons = masked(given, hide)
    return found.question, [reason.code for reason in reasons]


@pytest.mark.parametrize(
    ("question", "kept", "codes"),
    [
        ("怎么退货？", "怎么退货？", []),
        ("订单RL2611200001到哪了", "订单[订单号]到哪了", ["question_masked"]),
        ("SF1234567890123到哪了", "[运单号]到哪了", ["question_masked"]),
        ("我的手机13812345678", "我的手机[电话]", ["question_has_personal_data"]),
        (
            "my mail is a@b.example, why?",
            "my mail is [email], why?",
            ["question_has_personal_data"],
        ),
        ("RL2611200001？", "[order number]？", ["question_has_personal_data"]),
        ("400-820-8820 是你们吗", "400-820-8820 是你们吗", []),
    ],
)
def test_questions(question, kept, codes):
    assert outcome(row(question)) == (kept, codes)


@pytest.mark.parametrize("place", ["entry", "source"])
def test_names_are_hidden_and_reported_without_what_they_held(place):
    found, (reason,) = masked(row("怎么退货？", **{place: "x RL2611200001"}), hide)

    assert getattr(found, place) == "x [hidden]"
    assert reason.code == "name_masked"
    assert "RL" not in reason.text


def test_the_name_of_a_file_is_hidden_without_a_note_on_every_row():
    found, reasons = masked(row("怎么退货？", file="x RL2611200001"), hide)

    assert (found.file, reasons) == ("x [hidden]", [])


def test_an_answer_stays_as_it_is():
    found, reasons = masked(row("q", answer="打 13812345678"), hide)

    assert (found.answer, reasons) == ("打 13812345678", [])
