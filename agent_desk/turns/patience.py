"""A word to visitors whose turn has to wait, since many are asking at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from agent_desk.domain.conversation import State
from agent_desk.domain.events import ConversationChanged
from agent_desk.domain.explanation import Explanation
from agent_desk.domain.lines import NewLine
from agent_desk.domain.vocabulary import Language
from agent_desk.storage import log
from agent_desk.storage.models import Conversation
from agent_desk.storage.transaction import Transaction
from agent_desk.turns.decision import Wait
from agent_desk.turns.reply_lines import lines_of
from agent_desk.wording.wording import Wordings


def ask_for_patience(
    wordings: Wordings, transaction: Transaction, conversation_ids: Sequence[str]
) -> None:
    """Says a word in each of these conversations whose turn has not begun, unless the bot said it
    since the visitor's question. When the turns are due stays as it is, and so does their order."""
    for conversation_id in conversation_ids:
        conversation = transaction.get(Conversation, conversation_id)
        if (
            conversation is None
            or conversation.state != State.BOT
            or conversation.turn_due_at is None
            or conversation.turn_lease_until is not None
        ):
            continue
        lines = log.unanswered(transaction, conversation)
        reason = Wait().reason
        if not lines or log.bot_said_since(
            transaction, conversation_id, lines[0].seq, reason=reason
        ):
            continue
        language = cast(Language, lines[-1].language or conversation.language)
        (line,) = lines_of(Wait(), wordings.of(conversation.shop_id, language))
        why = Explanation("say", reason)
        said = NewLine("bot", text=line.text, language=language, explanation=why)
        log.append(transaction, conversation, said)
        transaction.record(ConversationChanged(conversation_id))
