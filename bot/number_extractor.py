"""The component of Rasa's pipeline that finds numbers, dates and proofs (``config.yml`` names it)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.number_forms import parse_form
from bot.numbers import Number, find_numbers
from bot.proofs import find_proofs

ORDER_NUMBERS, PARCEL_NUMBERS = "order_numbers", "parcel_numbers"
PROOFS, ASKED = "proofs", "asked"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class NumberExtractor(GraphComponent, EntityExtractorMixin):
    """Adds what ``bot.numbers`` and ``bot.proofs`` find to the entities of each message.

    A message's metadata names the forms of its shop's numbers, the kinds of proof that the shop
    uses, and those that the bot has asked for, as ``{"order_numbers": ["RL{10}"],
    "parcel_numbers": [], "proofs": ["email"], "asked": []}``. ``order_numbers`` and ``proofs`` are
    those of messages that name none, as in ``rasa test``.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {ORDER_NUMBERS: [], PROOFS: []}

    def __init__(self, order_numbers: Sequence[str], proofs: Sequence[str]) -> None:
        self._order_numbers = order_numbers
        self._proofs = proofs

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NumberExtractor:
        return cls(config[ORDER_NUMBERS], config[PROOFS])

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text, said = message.get(TEXT) or "", message.get(METADATA) or {}
            orders = map(parse_form, said.get(ORDER_NUMBERS, self._order_numbers))
            parcels = map(parse_form, said.get(PARCEL_NUMBERS, ()))
            numbers = find_numbers(text, list(orders), list(parcels))
            proofs = find_proofs(text, said.get(PROOFS, self._proofs), said.get(ASKED, ()), numbers)
            found = [self._as_entity(number) for number in (*numbers, *proofs)]
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def _as_entity(self, number: Number) -> dict[str, Any]:
        return {
            "entity": number.entity,
            "value": number.value,
            "start": number.start,
            "end": number.end,
            "given": number.given,
            "taken_back": number.taken_back,
            "extractor": type(self).__name__,
        }
