"""The bot shows an order to those who may see it."""

from dataclasses import replace

from agent_desk.rasa.turn import Act, RasaTurn
from agent_desk.settings.order_numbers import ParcelNumber
from tests.fakes.dialogue import ASK_PROOF, NO_MATCH
from tests.fakes.identity import signed_identity

QUESTION = "where is it"


def look_up(order_number="RL2611200001", digits=None):
    act = Act("look_up_order", {"order_number": order_number, "phone_last4": digits})
    return RasaTurn("track_order", 0.9, acts=(act,))


MISMATCH = RasaTurn("order_mismatch", 1.0, texts=(NO_MATCH,), state={"active_form": "f"})


def test_order_is_shown_for_its_number_and_the_last_digits_of_its_phone(world):
    world.dialogue.turns[QUESTION] = look_up(digits="1234")
    visitor = world.visitor()

    world.say(visitor, QUESTION)

    assert "RL2611200001" in visitor.lines()[-1]
    assert "on its way" in visitor.lines()[-1]


def test_wrong_digits_lead_back_to_the_dialogue(world):
    world.dialogue.turns[QUESTION] = look_up(digits="0000")
    world.dialogue.triggers["order_mismatch"] = MISMATCH
    visitor = world.visitor()

    world.say(visitor, QUESTION)

    assert "do not match any order" in visitor.lines()[-1]
    assert world.dialogue.asked[-1]["trigger"] == "order_mismatch"


def test_guessing_ends_with_a_person(world):
    world.dialogue.turns[QUESTION] = look_up(digits="0000")
    world.dialogue.triggers["order_mismatch"] = MISMATCH
    visitor = world.visitor()

    for _ in range(6):
        world.say(visitor, QUESTION)

    assert visitor.state == "queued"


def test_signed_in_buyer_sees_their_order_without_digits(world):
    world.dialogue.turns[QUESTION] = look_up("RL2611200006")
    visitor = world.visitor(identity=signed_identity("customer-6"))

    world.say(visitor, QUESTION)

    assert "RL2611200006" in visitor.lines()[-1]
    assert world.dialogue.asked[0]["slots"] == {"identity_verified": True, "in_hand": False}


def test_signed_in_visitor_is_asked_for_the_digits_of_somebody_elses_order(world):
    asks = RasaTurn("track_order", 0.9, texts=(ASK_PROOF,))
    world.dialogue.turns[QUESTION] = lambda: (
        look_up() if world.dialogue.asked[-1]["slots"]["identity_verified"] else asks
    )
    visitor = world.visitor(identity=signed_identity("customer-6"))

    world.say(visitor, QUESTION)

    assert "last four digits" in visitor.lines()[-1]


def test_failing_order_source_means_an_apology_and_a_person(world, tmp_path):
    (tmp_path / "shop.sqlite3").write_bytes(b"not a database at all" * 100)
    world.dialogue.turns[QUESTION] = look_up(digits="1234")
    visitor = world.visitor()

    world.say(visitor, QUESTION)

    assert any("can't reach our order system" in line for line in visitor.lines())
    assert visitor.state == "queued"


def test_order_links_to_the_page_of_its_parcel(world):
    world.dialogue.turns[QUESTION] = look_up(digits="1234")
    visitor = world.visitor()

    world.say(visitor, QUESTION)

    (link,) = visitor.messages()[-1]["choices"]
    assert link["kind"] == "link"
    assert link["label"].startswith("Track parcel YT")
    assert link["url"].startswith("https://www.yuntrack.com/parcelTracking?id=YT")


def test_page_of_a_parcel_is_the_shops_own_where_it_names_one(world):
    own = {"pattern": "YT{16}", "example": "YT1234567890123456"}
    parcel = ParcelNumber(**own, url="https://post.example/?no={number}")
    shops = dict(world.desk.settings.shops)
    shops["demo"] = shops["demo"].model_copy(update={"parcels": [parcel]})
    other = world.another_desk(shops=shops)
    other.dialogue.turns[QUESTION] = look_up(digits="1234")
    visitor = other.visitor()

    other.say(visitor, QUESTION)

    (link,) = visitor.messages()[-1]["choices"]
    assert link["url"].startswith("https://post.example/?no=YT")
    assert other.dialogue.asked[-1]["parcel_numbers"] == ("YT{16}",)


def test_other_numbers_of_the_line_are_named(world):
    state = {"slots": {"other_numbers": "RL2611200002"}}
    world.dialogue.turns[QUESTION] = replace(look_up(digits="1234"), state=state)
    visitor = world.visitor()

    world.say(visitor, QUESTION)

    assert "RL2611200001" in visitor.lines()[-2]
    assert "You also named RL2611200002" in visitor.lines()[-1]
