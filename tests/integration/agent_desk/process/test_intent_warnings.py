"""The start of the desk says which of a shop's own intents are not learned."""

from agent_desk.cli.startup import intent_warnings
from knowledge_base import KnowledgeBase, KnowledgeBaseSettings
from knowledge_base.content.own_intents import KEY_PREFIX, OwnIntent
from knowledge_base.storage.staging import Change
from tests.fakes.encoder import FakeEncoder

SHOWROOM = OwnIntent(
    examples={"en": ["can I visit you", "where is the showroom", "visiting hours"]}, person=True
)


def test_names_what_was_set_and_not_learned(world, tmp_path):
    base = KnowledgeBase(
        KnowledgeBaseSettings(database_url=f"sqlite:///{tmp_path}/kb.sqlite3"), FakeEncoder()
    )
    settings = world.desk.settings
    shop = settings.shops["demo"].model_copy(update={"intents": {"showroom": SHOWROOM}})
    settings = settings.model_copy(update={"shops": settings.shops | {"demo": shop}})
    (warning,) = intent_warnings(settings, base)
    assert "intents of shop demo" in warning
    assert "showroom; run: python -m knowledge_base intents --shop demo" in warning

    with base.store.staging("demo") as staging:
        staging.put([Change(SHOWROOM.as_entry("showroom"), KEY_PREFIX, 1)])
        staging.publish(staging.content(), "own intents")
    assert intent_warnings(settings, base) == []
