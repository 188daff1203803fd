"""What a visitor's widget and an agent's console do over a socket, without a network."""

from uuid import uuid4


class Client:
    """One connection. It keeps every event that it received.

    ``address`` is that of the client, as a proxy in front of the desk names it.
    """

    namespace: str

    def __init__(self, desk, auth, http=None, *, address=None):
        self._client = desk.socketio.test_client(
            desk.app,
            namespace=self.namespace,
            headers={"Upgrade": "websocket"} | ({"X-Forwarded-For": address} if address else {}),
            auth=auth,
            flask_test_client=http,
        )
        self.events = []

    @property
    def connected(self):
        return self._client.is_connected(self.namespace)

    def disconnect(self):
        self._collect()
        self._client.disconnect(self.namespace)

    def request(self, event, payload=None):
        """The acknowledgement of ``event``."""
        return self._client.emit(event, payload, namespace=self.namespace, callback=True)

    def write(self, text, client_message_id=None, **more):
        """Sends a line, under an id of its own unless one is given."""
        line = {"client_message_id": client_message_id or uuid4().hex, "text": text}
        return self.request("message_send", line | more)

    # --- what came ------------------------------------------------------------------

    def received(self, event):
        """The payloads of all ``event`` events so far, oldest first."""
        self._collect()
        return [payload for name, payload in self.events if name == event]

    def _collect(self):
        if self.connected:
            self.events += [
                (one["name"], one["args"][0]) for one in self._client.get_received(self.namespace)
            ]

    @property
    def ready(self):
        """What the desk welcomed this connection with."""
        raise NotImplementedError

    @property
    def conversation(self):
        """The newest state of a conversation."""
        return self.received("conversation_changed")[-1]

    @property
    def state(self):
        return self.conversation["state"]

    def messages(self):
        """All lines that came live, of every kind."""
        return self.received("message_created")

    def lines(self):
        """The texts of the lines that came live."""
        return [line["text"] for line in self.messages() if line["kind"] == "text"]

    def event_types(self):
        """What happened to the conversation, in the order of the log."""
        return [line["event"]["type"] for line in self.messages() if line["kind"] == "event"]


class VisitorClient(Client):
    namespace = "/visitor"

    @property
    def ready(self):
        return self.received("session_ready")[0]

    @property
    def token(self):
        return self.ready["visitor_token"]

    def bot_lines(self):
        """The lines of the bot, whole."""
        return [line for line in self.messages() if line["author"] == "bot"]

    def choose(self, message, choice_id):
        """Clicks on a chip under ``message``."""
        choice = {"message_id": message["id"], "choice_id": choice_id}
        return self.request("choice_select", {"client_message_id": uuid4().hex} | choice)

    def ask_for_person(self):
        return self.request("handoff_request", {"client_message_id": uuid4().hex})

    def leave_message(self, text, contact, client_message_id=None):
        return self.request(
            "message_leave",
            {
                "client_message_id": client_message_id or uuid4().hex,
                "contact": contact,
                "text": text,
            },
        )


class AgentClient(Client):
    """``http`` is the browser that is logged in; ``csrf_token`` is its session's."""

    namespace = "/agent"

    def __init__(self, desk, csrf_token, http=None):
        super().__init__(desk, {"csrf_token": csrf_token}, http)
        self.http, self.csrf_token = http, csrf_token

    @property
    def ready(self):
        return self.received("console_ready")[0]

    def offered(self):
        """The chats that rang at this agent, by id."""
        return [offer["conversation"]["id"] for offer in self.received("conversation_offered")]

    def open(self, chat):
        return self.request("conversation_open", {"conversation_id": chat})

    def claim(self, chat):
        return self.request("conversation_claim", {"conversation_id": chat})

    def release(self, chat):
        return self.request("conversation_release", {"conversation_id": chat})

    def return_to_bot(self, chat):
        return self.request("conversation_return", {"conversation_id": chat})

    def reply(self, chat, text, client_message_id=None):
        return self.write(text, client_message_id, conversation_id=chat)

    def note(self, chat, text, client_message_id=None):
        return self.write(text, client_message_id, conversation_id=chat, note=True)

    def resolve(self, chat, last_seq=None):
        """Closes ``chat``, having read it up to ``last_seq`` (or to its end)."""
        if last_seq is None:
            last_seq = self.open(chat)["messages"][-1]["seq"]
        seen = {"conversation_id": chat, "last_seq": last_seq}
        return self.request("conversation_resolve", seen)

    def set_duty(self, duty):
        return self.request("duty_set", {"duty": duty})

    def listed(self, view):
        """The rows of one of the console's lists."""
        return self.request("conversation_list", {"view": view})["conversations"]
