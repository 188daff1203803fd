from agent_desk.domain.events import OutcomeKnown
from agent_desk.turns.outcomes import WAITING, OutcomeRecorder
from knowledge_base import StoreError
from tests.fakes.base import FakeBase
from tests.fakes.clock import FakeClock
from tests.fakes.outcomes import JUDGED


def known(about="line", *, shop="demo", **given):
    values = {"kind": "helpful", "right": True} | given
    return OutcomeKnown(shop, "visitor", about, JUDGED, **values)


class FullBase(FakeBase):
    is_full = True

    def record(self, outcomes, shop_id="demo"):
        if self.is_full and shop_id == "demo":
            raise StoreError("the disk is full")
        super().record(outcomes, shop_id)


class TestStore:
    def test_has_the_time_at_which_it_became_known(self):
        base, clock = FakeBase(), FakeClock()
        recorder, then = OutcomeRecorder(base, clock), clock.now
        recorder.add(known())
        clock.advance(60)

        recorder.store()

        (stored,) = base.outcomes
        assert (stored.at, stored.about, stored.origin) == (then, "line", "visitor")

    def test_keeps_what_the_database_refuses_and_stores_the_other_shops(self):
        base = FullBase()
        recorder = OutcomeRecorder(base, FakeClock())
        for line in (known("first"), known("second"), known("elsewhere", shop="other")):
            recorder.add(line)

        recorder.store()
        stored_while_full = [stored.about for stored in base.outcomes]
        base.is_full = False
        recorder.store()

        assert stored_while_full == ["elsewhere"]
        assert [stored.about for stored in base.outcomes] == ["elsewhere", "first", "second"]

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
