"""Old chips and references as they are shown."""

from agent_desk.domain.shown_texts import shown_chips, shown_explanation, shown_source

PHONE = "13812345678"
CLEAN = {"id": "returns", "kind": "question", "label": "能退吗？"}
OLD = {"id": f"key {PHONE}", "kind": "question", "label": f"王小明 {PHONE} 怎么换？"}


def test_chips_show_no_number_and_keep_different_ids():
    shown = shown_chips([CLEAN, OLD, OLD])

    assert shown[0] == CLEAN
    assert PHONE not in repr(shown)
    assert len({chip["id"] for chip in shown}) == 3
    assert shown[1]["label"] == "王小明 [电话] 怎么换？"


def test_chips_keep_the_customers_own_numbers():
    own = [
        {"id": "202611200000000099", "kind": "order", "label": "202611200000000099 · 11月20日"},
        {"id": "link-0", "kind": "link", "label": "Track parcel YT1675615509064451"},
    ]

    assert shown_chips(own) == own


def test_a_reference_shows_no_number():
    assert shown_source({"entry": "a", "question": PHONE}) == {"entry": "a", "question": "[phone]"}
    assert shown_source({"entry": "a"}) == {"entry": "a"}


def test_an_explanation_keeps_answers_and_the_visitors_numbers():
    numbers = [{"entity": "phone", "value": PHONE}]
    match = {"entry": "a", "question": PHONE, "answer": "Call us.", "confidence": 0.5}

    shown = shown_explanation({"reason": "unsure", "matches": [match], "numbers": numbers})

    assert shown["matches"] == [match | {"question": "[phone]"}]
    assert shown["numbers"] == numbers
