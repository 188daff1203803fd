"""Deciding in a terminal."""

import io

import click
import pytest
from rich.console import Console

from knowledge_base.content.candidates import UnknownCandidateError
from knowledge_base.content.results import Match
from knowledge_base.errors import IndexMissingError
from knowledge_base.reviewing.editing import Draft, editor_text
from knowledge_base.reviewing.terminal import ReviewCounts, review
from tests.fakes.candidates import FakeCandidates, candidate

MATCHES = [
    Match(key, f"问题 {key}", f"回答 {key}", "zh", "", "", confidence)
    for key, confidence in (("return-how", 0.91), ("refund-when", 0.4), ("invoice", 0.1))
]
ENTRIES = {"return-how", "refund-when", "invoice", "shipping-how-long"}


class Session:
    """A person who types ``lines`` and then closes the terminal."""

    def __init__(self, store, *lines, width=80, nearest=lambda question: MATCHES, edit=None):
        self._lines = iter(lines)
        self.output = io.StringIO()
        self.asked = []
        self.done = review(
            store,
            "demo",
            nearest,
            Console(file=self.output, width=width, force_terminal=False),
            self._type,
            entries=ENTRIES,
            edit=edit or (lambda text: None),
            by="ana",
        )

    def _type(self, text):
        self.asked.append(text)
        line = next(self._lines, EOFError)
        if not isinstance(line, str):
            raise line
        return line

    @property
    def shown(self):
        return self.output.getvalue()


@pytest.fixture
def store():
    return FakeCandidates(
        candidate("怎么退货？", "在订单页申请。", "想退货", other_answers=("找客服。",), count=5, file="chats.csv", line=7, detail="asked in 5 past chats"),
        candidate("可以开发票吗？", "可以。"),
        candidate("几天能到？", "两天。", entry="shipping-how-long", reason="contradiction"),
    )  # fmt: skip


def verdicts(store):
    return {number: decision.verdict for number, decision in store.decisions.items()}


@pytest.mark.parametrize("width", [80, 200])
def test_everything_that_a_decision_needs_is_on_the_screen(store, width):
    shown = Session(store, "q", width=width).shown

    for text in (
        "candidate 1 of 3", "怎么退货？", "想退货", "在订单页申请。", "找客服。", "past_chat",
        "asked in 5 past chats", "chats.csv:7", "return-how", "0.91", "[a]ccept", "[q]uit",
    ):  # fmt: skip
        assert text in shown
    assert max(map(len, shown.splitlines())) <= width


def test_texts_are_never_read_as_markup():
    store = FakeCandidates(candidate("[bold]怎么[/red]退货？", "[link=x]在订单页[/]。"))

    assert "[bold]怎么[/red]退货？" in Session(store, "q").shown


def test_accepting_merging_rejecting_and_skipping(store):
    done = Session(store, "a", "m", "1", "r").done

    assert verdicts(store) == {1: "accept", 2: "merge", 3: "reject"}
    assert store.decisions[2].entry == "return-how"
    assert store.decisions[1].by == "ana"
    assert done == ReviewCounts(accepted=1, merged=1, rejected=1, left=0)


def test_accepting_keeps_the_entry_that_it_was_meant_for(store):
    Session(store, "s", "s", "a")

    assert store.decisions[3].entry == "shipping-how-long"


def test_what_is_skipped_waits_on(store):
    done = Session(store, "s", "a", "s").done

    assert verdicts(store) == {2: "accept"}
    assert done.left == 2


def test_a_key_can_be_typed_and_an_unknown_one_is_refused(store):
    session = Session(store, "m", "nowhere", "m", "shipping-how-long", "q")

    assert "there is no entry 'nowhere'" in session.shown
    assert store.decisions[1].entry == "shipping-how-long"


def test_merging_can_be_called_off(store):
    Session(store, "m", "", "r", "q")

    assert verdicts(store) == {1: "reject"}


class TestUndoing:
    def test_takes_the_last_decision_back_and_shows_it_again(self, store):
        done = Session(store, "a", "u", "r", "q").done

        assert verdicts(store) == {1: "reject"}
        assert (done.accepted, done.rejected) == (0, 1)

    def test_goes_back_over_what_was_skipped(self, store):
        Session(store, "r", "s", "u", "u", "a", "q")

        assert verdicts(store) == {1: "accept"}

    def test_with_nothing_to_undo_says_so(self, store):
        assert "nothing to undo" in Session(store, "u", "q").shown

    def test_after_the_last_one_is_not_possible_but_decisions_stay(self, store):
        Session(store, "a", "a", "a")

        assert len(store.decisions) == 3


@pytest.mark.parametrize("end", [KeyboardInterrupt, EOFError, click.Abort])
def test_stopping_at_any_time_loses_nothing(store, end):
    done = Session(store, "a", "m", end()).done

    assert verdicts(store) == {1: "accept"}
    assert done == ReviewCounts(1, 0, 0, 2)


def test_an_empty_queue_says_so():
    session = Session(FakeCandidates())

    assert "Nothing waits" in session.shown
    assert session.asked == []


def test_other_letters_are_answered_with_the_choices(store):
    assert "type one of the letters" in Session(store, "x", "q").shown


def test_before_the_first_import_nothing_is_near(store):
    def nearest(question):
        raise IndexMissingError("demo")

    assert "nothing like it" in Session(store, "q", nearest=nearest).shown


def test_what_somebody_else_published_meanwhile_is_passed_over(store):
    def decide(shop_id, decision):
        raise UnknownCandidateError(decision.id)

    store.decide = decide

    done = Session(store, "a", "q").done

    assert done == ReviewCounts(0, 0, 0, 3)


class TestEditing:
    def test_the_edited_texts_are_accepted(self, store):
        draft = Draft(("退货怎么办？", "想退货"), "两行\n回答。", "returns")

        session = Session(store, "e", "a", "q", edit=lambda text: editor_text(draft))

        decision = store.decisions[1]
        assert (decision.questions, decision.answer, decision.category) == (
            draft.questions, draft.answer, draft.category,
        )  # fmt: skip
        assert "退货怎么办？" in session.shown

    def test_an_editor_closed_without_a_change_changes_nothing(self, store):
        Session(store, "e", "a", "q", edit=lambda text: None)

        assert store.decisions[1].questions == ("怎么退货？", "想退货")

    def test_without_an_editor_the_lines_are_asked_for(self, store):
        def edit(text):
            raise click.ClickException("no editor")

        Session(store, "e", "退货怎么办？", "", "returns", "a", "q", edit=edit)

        decision = store.decisions[1]
        assert decision.questions == ("退货怎么办？", "想退货")
        assert (decision.answer, decision.category) == ("在订单页申请。", "returns")

    def test_an_entry_needs_an_answer(self, store):
        session = Session(
            store, "e", "a", "q", edit=lambda text: editor_text(Draft(("怎么退货？",), "", ""))
        )

        assert "needs a question and an answer" in session.shown
        assert store.decisions == {}

    def test_a_new_answer_of_an_entry_needs_no_question(self):
        store = FakeCandidates(candidate("x", "两天。", entry="shipping-how-long"))

        Session(store, "e", "a", edit=lambda text: editor_text(Draft((), "三天。", "")))

        assert (store.decisions[1].entry, store.decisions[1].answer) == (
            "shipping-how-long",
            "三天。",
        )
