"""Namespace ``/agent``: the events of a console. Every event checks the agent's rights again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import structlog
from flask import request
from flask_socketio import join_room, leave_room
from sqlalchemy.orm import Session

from agent_desk.domain.agent import AgentProfile
from agent_desk.domain.assignment import Duty
from agent_desk.domain.shown_texts import shown_explanation
from agent_desk.errors import (
    NotAuthenticatedError,
    StorageUnavailableError,
)
from agent_desk.events import views
from agent_desk.events.broadcast import Broadcast
from agent_desk.events.contract import AGENT_REQUESTS
from agent_desk.events.dispatch import ContractNamespace, current_sid, dump, parsed
from agent_desk.events.payloads import agent as p
from agent_desk.events.payloads.shared import Ack
from agent_desk.events.presence import AgentSocket, Presence
from agent_desk.events.rooms import agent_room, shop_room, transcript_room
from agent_desk.security.cookies import SESSION_COOKIE, Cookies
from agent_desk.security.sessions import AgentSessions
from agent_desk.security.tokens import same_token
from agent_desk.services.agent_actions import AgentActions
from agent_desk.services.duty import choose_duty
from agent_desk.services.offers import decline
from agent_desk.services.roster import Roster
from agent_desk.services.transfers import Transfers
from agent_desk.settings.desk import DeskSettings
from agent_desk.storage import conversations, log
from agent_desk.storage import models as m
from agent_desk.storage.database import Database
from agent_desk.storage.left_messages import follow_ups
from agent_desk.storage.offers import open_offers
from agent_desk.storage.queue import waiting
from agent_desk.transport.refusal import raise_if_polling

logger = structlog.get_logger(__name__)


@dataclass(frozen=True)
class AgentServices:
    """What agents can do and see."""

    roster: Roster
    actions: AgentActions
    transfers: Transfers


class AgentNamespace(ContractNamespace):
    """A client must have an agent's session cookie and its CSRF token."""

    requests = AGENT_REQUESTS

    def __init__(
        self,
        namespace: str,
        *,
        settings: DeskSettings,
        database: Database,
        sessions: AgentSessions,
        presence: Presence,
        broadcast: Broadcast,
        services: AgentServices,
    ) -> None:
        super().__init__(namespace)
        self._settings = settings
        self._database = database
        self._sessions = sessions
        self._cookies = Cookies(settings.public_url)
        self._presence = presence
        self._broadcast = broadcast
        self._roster = services.roster
        self._actions = services.actions
        self._transfers = services.transfers

    # --- connecting --------------------------------------------------------------

    def on_connect(self, auth: Any = None) -> None:
        """Sends ``console_ready`` as the first event. An error refuses the connection."""
        raise_if_polling(request.environ)
        self._welcome(parsed(p.AgentConnect, (auth,)))

    def on_disconnect(self, _reason: str = "") -> None:
        socket = self._presence.left(current_sid())
        if socket is not None and socket.agent_id not in self._presence.agents():
            self._mark_seen(socket.agent_id)

    def _welcome(self, connect: p.AgentConnect) -> None:
        signed_in = self._sessions.find(self._cookies.read(SESSION_COOKIE))
        if signed_in is None or not same_token(connect.csrf_token, signed_in.csrf_token):
            raise NotAuthenticatedError("Please log in.")
        agent = signed_in.agent
        join_room(agent_room(agent.id))
        for shop_id in agent.shop_ids:
            join_room(shop_room(shop_id))
        with self._database.read() as session:
            row = session.get_one(m.Agent, agent.id)
            ready = p.ConsoleReady(
                agent=views.agent(agent),
                shops=views.shop_names(agent.shop_ids, self._settings),
                waiting=self._summaries(session, waiting(session, agent.shop_ids)),
                messages=self._summaries(session, follow_ups(session, agent.shop_ids)),
                mine=self._summaries(session, conversations.assigned_to(session, agent.id)),
                max_text_length=self._settings.limits.text_length,
                amber_after_seconds=self._settings.console.amber_after_seconds,
                red_after_seconds=self._settings.console.red_after_seconds,
                message_red_after_seconds=self._settings.console.message_red_after_seconds,
                duty=Duty(row.duty).value,
                capacity=self._roster.capacity_of(row),
                offers=[
                    views.offer(session, offer) for offer in open_offers(session, agent_id=agent.id)
                ],
            )
        # Last, because a refused connection must not count as an open console.
        self._presence.arrived(
            AgentSocket(current_sid(), signed_in.session_id, agent.id, tuple(agent.shop_ids))
        )
        self._mark_seen(agent.id)
        self.emit("console_ready", dump(ready), room=current_sid())

    def _mark_seen(self, agent_id: str) -> None:
        """Shows the other processes that the agent's console has just opened or closed."""
        try:
            self._roster.mark_seen([agent_id])
        except StorageUnavailableError:
            logger.warning("agent_seen_not_stored", agent=agent_id)

    def cut_off(self, session_id: str) -> None:
        """Closes every console of a log-in that has ended."""
        for sid in self._presence.of_session(session_id):
            self.socketio.server.disconnect(sid, namespace=self.namespace)

    def cut_off_ended(self) -> None:
        """Closes consoles whose log-in was ended by another process.

        A console that only listens sends no event that would find this out.
        """
        open_now = self._presence.sessions()
        for session_id in open_now - self._sessions.valid(open_now):
            self.cut_off(session_id)

    def keep_sessions(self) -> None:
        """A log-in with an open console is in use, whether its agent does something or not."""
        self._sessions.mark_used(self._presence.sessions())

    # --- reading -------------------------------------------------------------------

    def on_conversation_list(self, sent: p.ConversationList) -> p.ConversationListAck:
        agent = self._agent()
        with self._database.read() as session:
            more = False
            if sent.view == "waiting":
                rows = waiting(session, agent.shop_ids)
            elif sent.view == "messages":
                rows = follow_ups(session, agent.shop_ids)
            elif sent.view == "mine":
                rows = conversations.assigned_to(session, agent.id)
            else:
                rows, more = conversations.all_of(
                    session,
                    agent.shop_ids,
                    before=sent.before,
                    limit=self._settings.limits.page_size,
                )
            return p.ConversationListAck(conversations=self._summaries(session, rows), more=more)

    def on_conversation_open(self, sent: p.ConversationOpen) -> p.ConversationOpenAck:
        agent = self._agent()
        size = self._settings.limits.page_size
        with self._database.read() as session:
            row = conversations.conversation_for_agent(session, sent.conversation_id, agent)
            join_room(transcript_room(row.id))
            page = log.catch_up(session, row.id, sent.last_seq, limit=size, notes=True)
            handoff = conversations.newest_handoff(session, row.id)
            return p.ConversationOpenAck(
                conversation=views.conversation_for_agents(session, row),
                messages=[
                    views.message_for_agent(session, line, agent.id, self._settings)
                    for line in page.lines
                ],
                more=page.more,
                handoff=(
                    p.Explanation.model_validate(shown_explanation(handoff.explanation))
                    if handoff and handoff.explanation
                    else None
                ),
            )

    def on_conversation_close(self, sent: p.ConversationRef) -> Ack:
        self._agent()
        leave_room(transcript_room(sent.conversation_id))
        return Ack()

    def on_messages_fetch(self, sent: p.AgentMessagesFetch) -> p.AgentMessagesAck:
        agent = self._agent()
        with self._database.read() as session:
            row = conversations.conversation_for_agent(session, sent.conversation_id, agent)
            page = log.page(
                session,
                row.id,
                after_seq=sent.after_seq,
                before_seq=sent.before_seq,
                limit=self._settings.limits.page_size,
                notes=True,
            )
            return p.AgentMessagesAck(
                messages=[
                    views.message_for_agent(session, line, agent.id, self._settings)
                    for line in page.lines
                ],
                more=page.more,
            )

    def on_messages_read(self, sent: p.MessagesRead) -> Ack:
        self._database.write(self._actions.read, self._agent(), sent.conversation_id, sent.seq)
        return Ack()

    # --- working ---------------------------------------------------------------------

    def on_conversation_claim(self, sent: p.ConversationRef) -> p.ConversationAck:
        write = self._database.write
        return self._changed(write(self._actions.claim, self._agent(), sent.conversation_id))

    def on_conversation_release(self, sent: p.ConversationRef) -> p.ConversationAck:
        write = self._database.write
        return self._changed(write(self._actions.release, self._agent(), sent.conversation_id))

    def on_conversation_return(self, sent: p.ConversationRef) -> p.ConversationAck:
        write = self._database.write
        return self._changed(
            write(self._actions.return_to_bot, self._agent(), sent.conversation_id)
        )

    def on_conversation_resolve(self, sent: p.ConversationResolve) -> p.ConversationAck:
        resolved = self._database.write(
            self._actions.resolve, self._agent(), sent.conversation_id, last_seq=sent.last_seq
        )
        return self._changed(resolved)

    def on_conversation_transfer(self, sent: p.ConversationTransfer) -> p.ConversationAck:
        if sent.agent_id is not None:
            moved = self._database.write(
                self._transfers.to_colleague,
                self._agent(),
                sent.conversation_id,
                sent.agent_id,
                note=sent.note,
            )
        else:
            moved = self._database.write(
                self._transfers.to_queue,
                self._agent(),
                sent.conversation_id,
                team=sent.team,
                language=sent.language,
                note=sent.note,
            )
        return self._changed(moved)

    def on_colleagues_fetch(self, sent: p.ColleaguesFetch) -> p.ColleaguesAck:
        agent = self._agent()
        with self._database.read() as session:
            colleagues, teams = self._transfers.targets(session, agent, sent.conversation_id)
        return p.ColleaguesAck(agents=[views.colleague(one) for one in colleagues], teams=teams)

    def on_offer_decline(self, sent: p.OfferDecline) -> Ack:
        self._database.write(decline, self._agent(), sent.conversation_id)
        return Ack()

    def on_duty_set(self, sent: p.DutySet) -> Ack:
        self._database.write(choose_duty, self._agent(), Duty(sent.duty))
        return Ack()

    def on_message_send(self, sent: p.AgentMessageSend) -> p.AgentMessageAck:
        agent = self._agent()
        line = (agent, sent.conversation_id, sent.client_message_id, sent.text)
        if sent.note:
            message = self._database.write(self._actions.note, *line)
        else:
            message = self._database.write(self._actions.reply, *line, entry=sent.entry)
        with self._database.read() as session:
            return p.AgentMessageAck(
                message=views.message_for_agent(session, message, agent.id, self._settings)
            )

    def on_typing_set(self, sent: p.AgentTypingSet) -> Ack:
        agent = self._agent()
        with self._database.read() as session:
            row = conversations.held_conversation(session, sent.conversation_id, agent)
            visitor = session.get_one(m.Visitor, row.visitor_id)
        self._broadcast.typing_to_visitor(
            visitor.token_hash, visitor.subject, sent.typing, author="agent"
        )
        return Ack()

    # --- helpers ---------------------------------------------------------------------

    def _agent(self) -> AgentProfile:
        """The agent at this socket, as they are in the database now.

        Raises NotAuthenticatedError, and closes the consoles of a log-in that has ended.
        """
        socket = self._presence.socket(current_sid())
        if socket is None:
            raise NotAuthenticatedError("This connection has ended; please log in again.")
        try:
            return self._sessions.require(socket.session_id).agent
        except NotAuthenticatedError:
            self.cut_off(socket.session_id)
            raise

    def _changed(self, row: m.Conversation) -> p.ConversationAck:
        with self._database.read() as session:
            return p.ConversationAck(conversation=views.conversation_for_agents(session, row))

    def _summaries(
        self, session: Session, rows: list[m.Conversation]
    ) -> list[p.ConversationSummary]:
        return [views.conversation_for_agents(session, row) for row in rows]
