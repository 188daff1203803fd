import pytest
from pydantic import TypeAdapter, ValidationError

from knowledge_base.content.entries import Content, Entry
from knowledge_base.content.own_intents import OwnIntent, OwnIntents, imported, own_entries

LINES = ["which size fits me", "is there a size guide", "what size do I order"]
LINK = {"url": "https://shop.example/s", "label": {"en": "Size guide"}}


def checked(**intents):
    return TypeAdapter(OwnIntents).validate_python(intents)


def sizes(**values):
    return {"examples": {"en": LINES}} | values


class TestOwnIntents:
    def test_lead_to_a_text_with_a_button(self):
        (entry,) = own_entries(checked(sizes=sizes(text={"en": "Your usual one."}, link=LINK)))

        assert entry.key == "intent:sizes"
        assert entry.questions == {"en": tuple(LINES)}
        assert entry.answers == {"en": "Your usual one.\n[Size guide](https://shop.example/s)"}

    def test_lead_to_a_page_alone(self):
        (entry,) = own_entries(checked(sizes=sizes(link=LINK)))

        assert entry.answers == {"en": "[Size guide](https://shop.example/s)"}

    def test_lead_to_a_person_or_an_entry(self):
        found = own_entries(
            checked(
                a=sizes(person=True), b={"examples": {"zh": ["一码", "二码", "三码"]}, "entry": "x"}
            )
        )

        assert [(entry.leads_to, entry.target) for entry in found] == [
            ("person", ""),
            ("entry:x", "x"),
        ]

    @pytest.mark.parametrize(
        ("wrong", "why"),
        [
            (sizes(), "give one"),
            (sizes(person=True, entry="x"), "give one"),
            (sizes(text={"en": "{{order.colour}}"}), "no field 'order.colour'"),
            (sizes(link=LINK | {"url": "http://shop.example"}), "match pattern"),
            (sizes(link=LINK | {"label": {"en": "a [b]"}}), "match pattern"),
            ({"examples": {"en": LINES[:2]}, "person": True}, "at least 3 items"),
            ({"examples": {"en": [f"size {n}" for n in range(31)]}, "person": True}, "at most 30"),
            ({"examples": {"en": [*LINES, "x" * 201]}, "person": True}, "at most 200 characters"),
            ({"examples": {"en": [*LINES, "?!"]}, "person": True}, "has words"),
            ({"examples": {"fr": LINES}, "person": True}, "zh"),
            ({"examples": {}, "person": True}, "at least 1 item"),
        ],
    )
    def test_are_refused_with_a_reason(self, wrong, why):
        with pytest.raises(ValidationError, match=why):
            checked(sizes=wrong)

    def test_names_are_short_and_plain(self):
        with pytest.raises(ValidationError, match="pattern"):
            checked(**{"Size Advice": sizes(person=True)})

    def test_two_have_no_example_in_common(self):
        with pytest.raises(ValidationError, match="b and a have the same example"):
            checked(a=sizes(person=True), b=sizes(person=True))


class TestContent:
    BASE = Entry("invoice", questions={"en": ("invoice?",)}, answers={"en": "Yes."})
    ALIAS = OwnIntent(
        examples={"en": ["tax paper", "INVOICE?", "a bill"]}, entry="invoice"
    ).as_entry("tax")
    CONTENT = Content("demo", "1", (BASE,), (ALIAS,))

    def test_phrasings_of_an_alias_are_those_of_its_entry(self):
        found = [(phrasing.entry, phrasing.text) for phrasing in self.CONTENT.phrasings]

        assert found == [(0, "invoice?"), (0, "tax paper"), (0, "a bill")]

    def test_imported_is_what_no_setting_has(self):
        own = OwnIntent(examples={"en": LINES}, person=True).as_entry("sizes")
        content = Content("demo", "1", (self.BASE, own), (self.ALIAS,))

        assert imported(content) == Content("demo", "1", (self.BASE,))
