from agent_desk.domain.events import OutcomeKnown
from agent_desk.turns.outcomes import WAITING, OutcomeRecorder
from knowledge_base import StoreError
from tests.fakes.base import FakeBase
from tests.fakes.clock import FakeClock
from tests.fakes.outcomes import JUDGED


def known(about="line", **given):
    values = {"kind": "helpful", "right": True} | given
    return OutcomeKnown("demo", "visitor", about, JUDGED, **values)


class FullBase(FakeBase):
    def record(self, outcome, shop_id="demo"):
        if outcome.about == "refused":
            raise StoreError("the disk is full")
        super().record(outcome, shop_id)


class TestStore:
    def test_has_the_time_at_which_it_became_known(self):
        base, clock = FakeBase(), FakeClock()
        recorder, then = OutcomeRecorder(base, clock), clock.now
        recorder.add(known())
        clock.advance(60)

        recorder.store()

        (stored,) = base.outcomes
        assert (stored.at, stored.about, stored.origin) == (then, "line", "visitor")

    def test_goes_on_after_one_that_the_database_refuses(self):
        base = FullBase()
        recorder = OutcomeRecorder(base, FakeClock())
        recorder.add(known("refused"))
        recorder.add(known("line"))

        recorder.store()

        assert [stored.about for stored in base.outcomes] == ["line"]

    def test_keeps_the_newest_while_nothing_can_be_stored(self):
        base = FakeBase()
        recorder = OutcomeRecorder(base, FakeClock())
        for number in range(WAITING + 1):
            recorder.add(known(str(number)))

        recorder.store()

        assert len(base.outcomes) == WAITING
        assert base.outcomes[0].about == "1"

    def test_what_is_not_the_same_question_is_going_on(self):
        base = FakeBase()
        recorder = OutcomeRecorder(base, FakeClock())
        recorder.add(known(kind="rephrased", right=False, texts=("how long is it", "thanks")))

        recorder.store()

        assert [(stored.kind, stored.right) for stored in base.outcomes] == [("went_on", True)]
