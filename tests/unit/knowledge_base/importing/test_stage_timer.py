import pytest

from knowledge_base.importing.stage_timer import StageTimer


def test_adds_up_seconds_and_items_in_the_order_of_the_first_use():
    timer = StageTimer()
    timer.add("reading", 1.0, 10)
    timer.add("cleaning", 0.5)
    timer.add("reading", 2.0, 5)

    stages = timer.stages()

    assert list(stages) == ["reading", "cleaning"]
    assert (stages["reading"].seconds, stages["reading"].items) == (3.0, 15)


def test_a_block_counts_also_when_it_fails():
    timer = StageTimer()

    with pytest.raises(OSError, match="full"), timer.stage("index", 3):
        raise OSError("full")

    assert timer.stages()["index"].items == 3
