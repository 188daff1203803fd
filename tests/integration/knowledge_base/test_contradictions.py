"""Answers that contradict each other never go live together."""

import pytest

from knowledge_base.content.candidates import decision_on
from knowledge_base.importing.options import ImportOptions
from knowledge_base.importing.run import import_approved, import_files
from knowledge_base.reviewing.decisions import rows_of
from knowledge_base.storage.candidates import SqlCandidateStore

OLD = "How long does a refund take to arrive on my card?,It takes 3 days."
NEW = "How long does a refund take to arrive on my bank card?,It takes 6 days."
GIFT = "Do you wrap gifts?,For free."


@pytest.fixture
def bring(open_base, tmp_path):
    def bring(*lines, name="faq.csv", header="question,answer", **options):
        path = tmp_path / name
        path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
        return import_files([path], open_base(), "demo", options=ImportOptions(**options))

    return bring


@pytest.fixture
def answers(open_base):
    return lambda: {e.answers["en"] for e in open_base().store.content("demo").entries}


def codes(report):
    return {(v.outcome, r.code) for v in report.verdicts for r in v.reasons}


class TestARewordedQuestion:
    def test_waits_while_the_old_one_is_answered(self, bring, answers):
        bring(OLD, GIFT)

        report = bring(NEW, GIFT)

        assert ("needs_review", "reworded") in codes(report)
        assert answers() == {"It takes 3 days.", "For free."}

    @pytest.mark.parametrize("line", [NEW, NEW.replace("6", "3")])
    def test_updates_the_old_entry_when_it_is_accepted(self, line, bring, answers, base):
        bring(OLD, GIFT)
        bring(line, GIFT)
        store = SqlCandidateStore(base.store.database)
        (stored,) = store.pending("demo")
        known = base.store.content("demo").by_key

        rows = rows_of([(stored, decision_on(stored, "accept", "me"))], known)
        import_approved(rows, base, "demo")

        question, answer = line.split(",")
        assert answers() == {answer, "For free."}
        assert len(base.store.content("demo").entries) == 2
        again = bring(line, GIFT)
        assert (again.added, again.outcomes["needs_review"], again.vanished) == (0, 0, [])
        (entry,) = [e for e in base.store.content("demo").entries if answer in e.answers.values()]
        assert entry.questions["en"] == (question,)

    def test_takes_its_place_at_once_when_pruning(self, bring, answers):
        bring(OLD, GIFT)

        bring(NEW, GIFT, prune=True)

        assert answers() == {"It takes 6 days.", "For free."}


class TestAContradiction:
    def test_of_another_file_in_other_words_waits(self, bring, answers):
        bring(OLD, GIFT)

        report = bring(NEW, name="other.csv")

        assert ("needs_review", "contradictory_answers") in codes(report)
        assert answers() == {"It takes 3 days.", "For free."}

    def test_that_an_update_brings_leaves_the_entry_as_it_is(self, bring, answers):
        header = "entry,question,answer"
        bring(f"a,{OLD}", f"b,{NEW.replace('6', '3')}", header=header)

        report = bring(f"b,{NEW}", name="faq.csv", header=header)

        assert ("needs_review", "contradictory_answers") in codes(report)
        assert answers() == {"It takes 3 days."}
