"""Namespace ``/visitor``: the events of a widget."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

from flask import request
from flask_socketio import join_room

from agent_desk.domain.conversation import State
from agent_desk.errors import (
    IdentityExpiredError,
    NotAuthenticatedError,
    NotFoundError,
    TooManyConnectionsError,
)
from agent_desk.events import views
from agent_desk.events.broadcast import Broadcast
from agent_desk.events.contract import VISITOR_REQUESTS
from agent_desk.events.dispatch import ContractNamespace, current_sid, dump, parsed
from agent_desk.events.payloads import visitor as p
from agent_desk.events.payloads.shared import Ack, MessagesFetch
from agent_desk.events.rooms import visitor_room
from agent_desk.events.visitor_sockets import VisitorSockets
from agent_desk.security.addresses import client_address
from agent_desk.security.desk_secret import DeskSecret
from agent_desk.security.identity import Identity, verify_identity
from agent_desk.security.proof_of_work import Guest, ProofOfWork
from agent_desk.security.rates import Rates
from agent_desk.security.tokens import hash_token, new_token
from agent_desk.services.message_leaving import MessageLeaving
from agent_desk.services.queue import Queue
from agent_desk.services.visitor_actions import VisitorActions
from agent_desk.services.visitor_threads import VisitorSession, VisitorThreads
from agent_desk.settings.desk import DeskSettings
from agent_desk.storage import conversations, log
from agent_desk.storage.database import Database
from agent_desk.storage.models import Message, Visitor
from agent_desk.storage.transaction import Snapshot, Transaction
from agent_desk.transport.connection_limits import RETRY_AFTER_SECONDS

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


@dataclass(frozen=True)
class VisitorServices:
    """What visitors can do and see."""

    actions: VisitorActions
    messages: MessageLeaving
    threads: VisitorThreads
    queue: Queue


class VisitorNamespace(ContractNamespace):
    """A client must have the visitor's token. It gives access to this visitor's conversation only."""

    requests = VISITOR_REQUESTS

    def __init__(
        self,
        namespace: str,
        *,
        settings: DeskSettings,
        database: Database,
        sockets: VisitorSockets,
        rates: Rates,
        secret: DeskSecret,
        proofs: ProofOfWork,
        broadcast: Broadcast,
        services: VisitorServices,
    ) -> None:
        super().__init__(namespace)
        self._settings = settings
        self._database = database
        self._sockets = sockets
        self._rates = rates
        self._secret = secret
        self._proofs = proofs
        self._broadcast = broadcast
        self._actions = services.actions
        self._messages = services.messages
        self._threads = services.threads
        self._queue = services.queue

    # --- connecting --------------------------------------------------------------

    def on_connect(self, auth: Any = None) -> None:
        """Sends ``session_ready`` as the first event. An error refuses the connection."""
        try:
            self._rates.hit("address_connects", self._address())
            self._welcome(parsed(p.VisitorConnect, (auth,)))
        except Exception:
            self.on_disconnect()  # a refused connection must not count as open
            raise

    def on_disconnect(self, _reason: str = "") -> None:
        self._sockets.left(current_sid())

    def _welcome(self, connect: p.VisitorConnect) -> None:
        shop = self._settings.shops.get(connect.shop_id)
        if shop is None:
            raise NotFoundError("There is no such shop.")
        identity = self._identity(connect)
        token, visitor = self._token(connect, identity)
        self._check_tabs(hash_token(token))
        session = VisitorSession(
            shop_id=connect.shop_id,
            token_hash=hash_token(token),
            language=connect.language,
            address=self._secret.keyed_hash("address", self._address()),
            subject=identity.subject if identity else None,
            name=identity.name if identity else None,
            ends_at=identity.ends_at if identity else None,
        )
        with self._database.read() as snapshot:
            self._threads.check_shop_is_on(snapshot, session)
        if identity and visitor and visitor.subject is None:
            # At once, so that tabs which are still a guest's receive nothing more.
            self._database.write(self._threads.visitor, session)
        self._sockets.arrived(current_sid(), session)
        join_room(visitor_room(session.token_hash, session.subject))
        ready = self._ready(connect, session, token if visitor is None else None)
        self.emit("session_ready", dump(ready), room=current_sid())

    def _check_tabs(self, token_hash: str) -> None:
        limit = self._settings.limits.visitor_sockets
        if self._sockets.connections(token_hash) >= limit:
            raise TooManyConnectionsError(
                f"This chat is open {limit} times already. Please close another window.",
                limit=limit,
                retry_after_seconds=RETRY_AFTER_SECONDS,
            )

    def _identity(self, connect: p.VisitorConnect) -> Identity | None:
        if connect.identity is None:
            return None
        secret = self._settings.shops[connect.shop_id].identity_secret
        if secret is None:
            raise NotAuthenticatedError("This shop does not take signed identities.")
        return verify_identity(
            connect.identity, connect.shop_id, secret.get_secret_value(), now=self._database.now()
        )

    def _token(
        self, connect: p.VisitorConnect, identity: Identity | None
    ) -> tuple[str, Visitor | None]:
        """The token to use, and its visitor. A new token has none yet.

        Two people may share a browser. So a token whose visitor has another signed
        identity, or now comes without one, is replaced.
        """
        if connect.token:
            with self._database.read() as session:
                visitor = conversations.visitor_by_token(
                    session, connect.shop_id, hash_token(connect.token)
                )
            subject = identity.subject if identity else None
            if visitor is not None and visitor.subject in (None, subject):
                return connect.token, visitor
        return new_token(), None

    def _ready(
        self, connect: p.VisitorConnect, visitor: VisitorSession, fresh_token: str | None
    ) -> p.SessionReady:
        with self._database.read() as session:
            # Looks at the visitor's row again: somebody may have signed in meanwhile.
            row = self._threads.find(session, visitor)
            view, page = None, log.Page([], more=False, reset=True)
            if row is not None:
                place = self._queue.place_of(session, row)
                view = views.conversation_for_visitor(session, row, place)
                held = connect.last_seq if connect.conversation_id == row.id else 0
                size = self._settings.limits.page_size
                page = log.catch_up(session, row.id, held, limit=size, notes=False)
            return p.SessionReady(
                visitor_token=fresh_token,
                shop=views.shop_view(connect.shop_id, self._settings),
                conversation=view,
                messages=[views.message_for_visitor(line) for line in page.lines],
                more=page.more,
                reset=page.reset,
                max_text_length=self._settings.limits.text_length,
            )

    # --- requests ------------------------------------------------------------------

    def on_message_send(self, sent: p.MessageSend) -> p.MessageAck:
        return _stored(self._write(self._actions.write, sent.client_message_id, sent.text))

    def on_choice_select(self, sent: p.ChoiceSelect) -> p.MessageAck:
        chip = (sent.message_id, sent.choice_id)
        return _stored(self._write(self._actions.choose, sent.client_message_id, *chip))

    def on_handoff_request(self, sent: p.HandoffRequest) -> p.MessageAck:
        return _stored(self._write(self._actions.request_person, sent.client_message_id))

    def on_proof_send(self, sent: p.ProofSend) -> Ack:
        visitor = self._session()
        guest = Guest(visitor.shop_id, visitor.token_hash)
        self._database.write(self._proofs.accept, guest, sent.challenge, sent.nonce)
        return Ack()

    def on_queue_leave(self, _sent: p.QueueLeave) -> Ack:
        self._database.write(self._actions.leave_queue, self._session())
        return Ack()

    def on_answer_seen(self, _sent: p.AnswerSeen) -> Ack:
        self._database.write(self._messages.see_answer, self._session())
        return Ack()

    def on_message_leave(self, sent: p.MessageLeave) -> p.MessageLeaveAck:
        message, left = self._write(
            self._messages.leave, sent.client_message_id, sent.contact, sent.text
        )
        return p.MessageLeaveAck(
            message=views.message_for_visitor(message),
            reference=left.reference,
            answer_by=left.answer_by,
        )

    def on_messages_fetch(self, sent: MessagesFetch) -> p.MessagesAck:
        visitor = self._session()
        with self._database.read() as session:
            row = self._threads.find(session, visitor)
            if row is None:
                return p.MessagesAck(messages=[], more=False)
            page = log.page(
                session,
                row.id,
                after_seq=sent.after_seq,
                before_seq=sent.before_seq,
                limit=self._settings.limits.page_size,
                notes=False,
            )
            lines = [views.message_for_visitor(line) for line in page.lines]
            return p.MessagesAck(messages=lines, more=page.more)

    def on_typing_set(self, sent: p.TypingSet) -> Ack:
        visitor = self._session()
        with self._database.read() as session:
            row = self._threads.find(session, visitor)
        if row is not None and row.state == State.ASSIGNED:
            self._broadcast.typing_to_agents(row.id, sent.typing)
        return Ack()

    def on_answer_rate(self, sent: p.AnswerRate) -> Ack:
        rated = (self._session(), sent.message_id, sent.helpful, sent.reason)
        self._database.write(self._actions.rate_answer, *rated)
        return Ack()

    def on_conversation_rate(self, sent: p.ConversationRate) -> Ack:
        self._database.write(self._actions.rate, self._session(), sent.score, sent.comment)
        return Ack()

    # --- helpers ---------------------------------------------------------------------

    def _write(
        self,
        work: Callable[Concatenate[Transaction, VisitorSession, Parameters], Result],
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Result:
        """Runs ``work`` as the visitor at this socket, who sends something for the log.

        Raises what ``_counted`` and ``_check_may_write`` raise. What may change while the chat is
        open is checked in the transaction of ``work``.
        """
        visitor = self._counted()
        self._rates.hit("visitor_messages", visitor.token_hash)

        def checked(transaction: Transaction) -> Result:
            self._check_may_write(transaction, visitor)
            return work(transaction, visitor, *args, **kwargs)

        with self._cut_off_strangers():
            self._check_not_ended(visitor)
            return self._database.write(checked)

    def _session(self) -> VisitorSession:
        """The visitor at this socket; counts the event.

        Ends the connection if it may not go on as this visitor: the client then shows again
        who it is. Raises NotAuthenticatedError and RateLimitedError.
        """
        visitor = self._counted()
        with self._cut_off_strangers():
            self._check_not_ended(visitor)
            with self._database.read() as snapshot:
                self._threads.known(snapshot, visitor)
        return visitor

    def _counted(self) -> VisitorSession:
        visitor = self._sockets.session(current_sid())
        if visitor is None:
            raise NotAuthenticatedError("This connection has ended; please connect again.")
        self._rates.hit("visitor_requests", visitor.token_hash)
        self._rates.hit("address_requests", self._address())
        return visitor

    @contextmanager
    def _cut_off_strangers(self) -> Iterator[None]:
        try:
            yield
        except NotAuthenticatedError:
            self._sockets.cut_off(current_sid())
            raise

    def _check_not_ended(self, visitor: VisitorSession) -> None:
        if self._sockets.has_ended(visitor):
            raise IdentityExpiredError("The signed identity has expired.")

    def _check_may_write(self, session: Snapshot, visitor: VisitorSession) -> None:
        """Raises ShopOffError, and ProofRequiredError if a guest must send a proof of work first."""
        self._threads.check_shop_is_on(session, visitor)
        if visitor.subject is None:
            self._proofs.check(session, Guest(visitor.shop_id, visitor.token_hash))

    def _address(self) -> str:
        return client_address(request.environ, trusted_proxies=self._settings.trusted_proxies)


def _stored(message: Message) -> p.MessageAck:
    return p.MessageAck(message=views.message_for_visitor(message))
