import pytest

from knowledge_base.evaluation.curves import wilson
from tests.quality.outcomes import Outcome, Reply, judge
from tests.quality.pages import headline
from tests.quality.questions import Question
from tests.quality.sections import put_section


def question(*right):
    return Question("q", "en", "where is it", frozenset(right), right[0] if right else None)


def reply(decision, reason, *, intent="track_order", source=None, choices=()):
    chips = [{"id": name, "kind": "question", "label": name} for name in choices]
    chips += [{"id": "person", "kind": "person", "label": "A person"}]
    line = {"source": source and {"entry": source}, "choices": chips if choices else []}
    matches = [{"entry": name, "confidence": 0.7} for name in (source, *choices) if name]
    why = {"decision": decision, "reason": reason, "matches": matches}
    return Reply([line], why | {"intent": {"name": intent, "confidence": 0.9}})


class TestJudge:
    def test_stored_answer_is_right_when_its_entry_was_named(self):
        given = reply("answer", "knowledge_sure", source="shipping-lost")

        assert judge(question("shipping-lost"), given).right
        assert not judge(question("shipping-stuck"), given).right

    @pytest.mark.parametrize(
        ("intent", "right", "expected"),
        [
            ("track_order", "act:track_order", True),
            ("track_parcel", "act:track_order", True),  # the same dialogue
            ("inform", "act:track_parcel", True),
            ("refund_status", "act:refund_status", True),
            ("track_order", "act:refund_status", False),
            ("track_order", "order-status", False),
        ],
    )
    def test_act_is_right_when_its_dialogue_was_named(self, intent, right, expected):
        outcome = judge(question(right), reply("say", "form", intent=intent))

        assert (outcome.kind, outcome.right) == ("acted", expected)

    def test_small_talk_and_handoffs_serve_nobody(self):
        said = judge(question("x"), reply("say", "small_talk", intent="greet"))
        handed = judge(question("x"), reply("hand_off", "complaint", intent="complaint"))

        assert [said.kind, handed.kind] == ["said", "handed_off"]
        assert not said.served
        assert not handed.served

    def test_right_choice_is_the_one_that_a_customer_would_click(self):
        given = reply("clarify", "knowledge_half_sure", choices=("a", "b"))

        assert judge(question("b", "c"), given).choice == "b"
        assert judge(question("c"), given).choice is None


class TestHeadline:
    def test_counts_what_was_right_among_what_was_given(self):
        outcomes = [
            Outcome(question("a"), "answered", ("a",)),
            Outcome(question("a"), "answered", ("b",)),
            Outcome(question("a"), "asked_back", ("b", "a"), clicked="a"),
            Outcome(question("a"), "nothing"),
            Outcome(question(), "answered", ("a",)),
            Outcome(question(), "nothing"),
        ]
        strict, chosen, unanswerable, routine = headline(outcomes)

        assert ": 50.0% (" in strict
        assert "right among them: 50.0% (" in strict
        assert ": 75.0% (" in chosen
        assert ", 66.7% (" in chosen
        assert ": 50.0% (" in unanswerable
        assert ": –;" in routine

    def test_counts_routine_logistics_by_themselves(self):
        outcomes = [
            Outcome(question("tracking-not-updating"), "answered", ("tracking-not-updating",)),
            Outcome(question("customs-held"), "nothing"),
            Outcome(question("returns-window"), "nothing"),
        ]

        routine = headline(outcomes)[-1]

        assert ": 50.0% (" in routine
        assert "right among them: 100.0% (" in routine

    def test_interval_holds_the_share(self):
        low, high = wilson(475, 500)

        assert (round(low, 3), round(high, 3)) == (0.927, 0.966)


class TestSections:
    def test_replace_themselves_and_leave_the_rest(self, tmp_path):
        page = tmp_path / "page.md"
        page.write_text("# Page\n\n<!-- a:begin -->\nold\n<!-- a:end -->\n\nend\n")

        put_section(page, "a", "new \\1")
        put_section(page, "b", "more")

        assert page.read_text() == (
            "# Page\n\n<!-- a:begin -->\nnew \\1\n<!-- a:end -->\n\nend\n"
            "\n<!-- b:begin -->\nmore\n<!-- b:end -->\n"
        )
