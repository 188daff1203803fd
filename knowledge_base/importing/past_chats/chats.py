"""Past chats among the rows of a run, as candidates for review."""

from knowledge_base.content.candidates import Candidate
from knowledge_base.importing.clock import Clock
from knowledge_base.importing.past_chats.extraction import (
    Extraction,
    pairs,
)
from knowledge_base.importing.past_chats.grouping import group
from knowledge_base.importing.report import Chats
from knowledge_base.importing.scratch import Scratch
from knowledge_base.search.encoder import Encoder


def candidates_in(
    scratch: Scratch, encoder: Encoder, clock: Clock
) -> tuple[list[Candidate], Chats | None]:
    """What was asked and answered in the chats, grouped by meaning, and how it was come by; no
    numbers where there were no chats. Raises EncoderError."""
    if not scratch.message_count:
        return [], None
    summary = Extraction()
    with clock.stage("extracting", scratch.message_count):
        found = list(pairs(scratch.messages(), summary))
    with clock.stage("grouping", len(found)):
        candidates = group(found, encoder)
    told = Chats(
        conversations=summary.conversations,
        messages=summary.messages,
        pairs=summary.pairs,
        candidates=len(candidates),
        dropped={str(reason): count for reason, count in summary.dropped.most_common()},
    )
    return candidates, told
