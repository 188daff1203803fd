"""A shop's own small intents: example lines, and where they lead. They are set in the desk's
settings and learned as entries of the shop's knowledge base. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from knowledge_base.content.buttons import LONGEST_LABEL, Button, split_buttons, with_buttons
from knowledge_base.content.entries import PERSON, Content, Entry, leads_to_entry
from knowledge_base.content.fields import FIELDS, unknown_field
from knowledge_base.content.language_tags import LanguageTag
from knowledge_base.language.text import normalise

KEY_PREFIX = "intent:"
"""Begins the keys of own intents; no imported entry has it."""

SOURCE = "shops.intents"
"""What own intents are filed under, in place of a file."""

MOST_INTENTS = 50
FEWEST_EXAMPLES, MOST_EXAMPLES = 3, 30
LONGEST_EXAMPLE, LONGEST_TEXT = 200, 2_000


def _with_known_fields(text: str) -> str:
    unknown = unknown_field(text)
    if unknown is not None:
        raise ValueError(f"there is no field '{unknown}'; there are: {', '.join(FIELDS)}")
    return text


def _with_letters(text: str) -> str:
    if not any(character.isalnum() for character in text):
        raise ValueError("an example has words")
    return text


Example = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_EXAMPLE),
    AfterValidator(_with_letters),
]
Examples = Annotated[list[Example], Field(min_length=FEWEST_EXAMPLES, max_length=MOST_EXAMPLES)]
OwnText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT),
    AfterValidator(_with_known_fields),
]
Label = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=LONGEST_LABEL, pattern=r"^[^\[\]\n]+$"
    ),
    AfterValidator(_with_known_fields),
]
IntentName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class OwnLink(BaseModel):
    """A page that an own intent leads to."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str = Field(
        pattern=r"^https://[^\s(){}<>]+$", max_length=2_000, description="Its https:// address."
    )
    label: dict[LanguageTag, Label] = Field(
        min_length=1, description="What its button says, by language."
    )


class OwnIntent(BaseModel):
    """What customers ask of this shop alone, and what they get."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    examples: dict[LanguageTag, Examples] = Field(
        min_length=1,
        description=f"How customers say it: {FEWEST_EXAMPLES} to {MOST_EXAMPLES} lines in each "
        f"language, of {LONGEST_EXAMPLE} characters at most.",
    )
    text: dict[LanguageTag, OwnText] = Field(
        default={}, description="The answer, by language. It may hold fields and buttons."
    )
    link: OwnLink | None = Field(
        default=None, description="A page, shown as a button; also beside a `text`."
    )
    entry: str | None = Field(
        default=None,
        min_length=1,
        max_length=200,
        description="The entry whose answer is given instead.",
    )
    person: bool = Field(default=False, description="Whether a person is called instead.")

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        ways = [bool(self.text or self.link), bool(self.entry), self.person]
        if sum(ways) != 1:
            raise ValueError("an intent leads to a text, a link, an entry or a person: give one")
        return self

    def as_entry(self, name: str) -> Entry:
        """The entry that the knowledge base learns."""
        return Entry(
            key=KEY_PREFIX + name,
            source=SOURCE,
            questions={tag: tuple(lines) for tag, lines in self.examples.items()},
            answers=self._answers(),
            leads_to=leads_to_entry(self.entry) if self.entry else PERSON * self.person,
        )

    def _answers(self) -> dict[LanguageTag, str]:
        if self.link is None:
            return dict(self.text)
        answers: dict[LanguageTag, str] = {}
        for tag in dict.fromkeys([*self.text, *self.link.label]):
            label = self.link.label.get(tag) or next(iter(self.link.label.values()))
            text, buttons = split_buttons(self.text.get(tag, ""))
            answers[tag] = with_buttons(text, (*buttons, Button(label, url=self.link.url)))
        return answers


def _distinct(intents: dict[str, OwnIntent]) -> dict[str, OwnIntent]:
    owners: dict[str, str] = {}
    for name, intent in intents.items():
        for line in (line for lines in intent.examples.values() for line in lines):
            other = owners.setdefault(normalise(line), name)
            if other != name:
                raise ValueError(f"{name} and {other} have the same example: {line}")
    return intents


OwnIntents = Annotated[
    dict[IntentName, OwnIntent], Field(max_length=MOST_INTENTS), AfterValidator(_distinct)
]
"""The intents of one shop, by name. No two have an example in common."""


def is_own_intent(key: str) -> bool:
    """Whether the key is that of an own intent."""
    return key.startswith(KEY_PREFIX)


def own_entries(intents: Mapping[str, OwnIntent]) -> list[Entry]:
    """The entries of a shop's own intents, in the order of their keys."""
    return sorted(
        (intent.as_entry(name) for name, intent in intents.items()), key=lambda entry: entry.key
    )


def not_learned(intents: Mapping[str, OwnIntent], learned: Iterable[Entry]) -> list[str]:
    """The names of intents that are set and not learned as they are, or learned and not set."""
    wanted = {entry.key: entry for entry in own_entries(intents)}
    known = {entry.key: entry for entry in learned}
    return sorted(
        key.removeprefix(KEY_PREFIX)
        for key in wanted.keys() | known.keys()
        if wanted.get(key) != known.get(key)
    )


def imported(content: Content) -> Content:
    """The content without own intents, which the settings have and no file can change."""
    kept = tuple(entry for entry in content.entries if not is_own_intent(entry.key))
    return replace(content, entries=kept, aliases=())
