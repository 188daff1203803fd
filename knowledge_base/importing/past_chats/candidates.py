"""The past chats of a run, as candidates for review."""

from knowledge_base.content.candidates import Candidate
from knowledge_base.importing.past_chats.extraction import (
    Extraction,
    pairs,
)
from knowledge_base.importing.past_chats.grouping import group
from knowledge_base.importing.report import ChatSummary
from knowledge_base.importing.row_buffer import RowBuffer
from knowledge_base.importing.stage_timer import StageTimer
from knowledge_base.search.encoder import Encoder


def candidates_in(
    buffer: RowBuffer, encoder: Encoder, timer: StageTimer
) -> tuple[list[Candidate], ChatSummary | None]:
    """What was asked and answered in the chats, grouped by meaning, and the numbers for the report;
    no numbers where there were no chats. Raises EncoderError."""
    if not buffer.message_count:
        return [], None
    summary = Extraction()
    with timer.stage("extracting", buffer.message_count):
        found = list(pairs(buffer.messages(), summary))
    with timer.stage("grouping", len(found)):
        candidates = group(found, encoder)
    chats = ChatSummary(
        conversations=summary.conversations,
        messages=summary.messages,
        pairs=summary.pairs,
        candidates=len(candidates),
        dropped={str(reason): count for reason, count in summary.dropped.most_common()},
    )
    return candidates, chats
