"""A shop's own intents become entries of the staged version; those that are not set go."""

from collections.abc import Iterator, Mapping

from knowledge_base.content.entries import Content
from knowledge_base.content.own_intents import (
    KEY_PREFIX,
    SOURCE,
    OwnIntent,
    is_own_intent,
    own_entries,
)
from knowledge_base.importing.similarity_check import Finding
from knowledge_base.importing.staging import StagedChanges
from knowledge_base.storage.staging import Change, Staging


def stage_intents(
    intents: Mapping[str, OwnIntent], staging: Staging, changes: StagedChanges
) -> None:
    """Stages what differs from the parent version, and adds it to ``changes``."""
    stored = staging.stored_under(KEY_PREFIX)
    staged = []
    for line, entry in enumerate(own_entries(intents), start=1):
        known = stored.pop(entry.key, None)
        if known == entry:
            changes.unchanged += 1
            continue
        (changes.added if known is None else changes.updated).add(entry.key)
        staged.append(Change(entry, SOURCE, line))
    staging.put(staged)
    staging.retire(sorted(stored))
    changes.retired = sorted([*changes.retired, *stored])


def without_target(content: Content) -> Iterator[str]:
    """One sentence for each own intent that leads to an entry which is not there."""
    for alias in content.aliases:
        if alias.target not in content.by_key:
            name = alias.key.removeprefix(KEY_PREFIX)
            yield f"intent {name} leads to entry '{alias.target}', which the shop does not have"


def concerns_intent(found: Finding) -> bool:
    """Whether an own intent is like an entry, or an entry like an own intent."""
    return is_own_intent(found.entry) or is_own_intent(found.reason.other)


def told(found: Finding) -> str:
    """A finding that concerns an own intent, in one sentence."""
    return f"{found.entry} (“{found.question}”): {found.reason.text}"
