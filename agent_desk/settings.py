"""Settings of the desk: the section ``agent_desk`` of config.yml, then the environment.

docs/operations.md lists each one; a test fails when one is missing there.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, SecretStr

from agent_desk.hours_settings import HoursSettings
from agent_desk.setting_types import Localised, Strict
from knowledge_base.configuration import ConfigSection


class SqlOrders(Strict):
    """Orders are read from a database with the tables of services/orders/sql.py."""

    kind: Literal["sql"]
    url: str = Field(description="SQLAlchemy URL of the shop's database.")


class HttpOrders(Strict):
    """Orders are asked of the shop's own HTTP API (docs/operations.md, Orders)."""

    kind: Literal["http"]
    url: str = Field(description="Address that /orders/… and /parcels/… are appended to.")
    token: SecretStr = Field(description="Sent as a bearer token.")
    timeout_seconds: float = Field(3.0, description="Longest wait for one answer.")


class ShopSettings(Strict):
    """One shop: a merchant with its own brand, knowledge base and agents."""

    name: Localised = Field(description="The shop's name as customers read it.")
    accent: str = Field(
        "#b3401f",
        pattern=r"^#[0-9a-fA-F]{6}$",
        description="Brand colour of the widget.",
    )
    greeting: Localised = Field(description="First line of an empty chat.")
    suggestions: Annotated[list[Localised], Field(max_length=3)] = Field(
        default=[], description="Up to three questions offered in an empty chat."
    )
    allowed_origins: list[str] = Field(
        default=[],
        description="Pages that may embed the widget, such as https://shop.example. "
        "The desk's own pages always may.",
    )
    identity_secret: SecretStr | None = Field(
        None,
        description="HS256 secret of signed identities; without it none is accepted.",
    )
    orders: SqlOrders | HttpOrders | None = Field(
        None,
        discriminator="kind",
        description="Where orders and parcels are looked up.",
    )
    hours: HoursSettings | None = Field(
        None, description="When people answer; without it the shop is always open."
    )


class HandoffSettings(Strict):
    """How a wait for a person ends."""

    max_wait_seconds: float = Field(
        180.0,
        gt=0,
        description="Who has waited so long is told, and asked whether they would rather leave a "
        "message.",
    )
    give_up_seconds: float = Field(
        7200.0,
        gt=0,
        description="After so long without anybody the wait ends, and the assistant goes on.",
    )
    gone_after_seconds: float = Field(
        300.0,
        gt=0,
        description="Who waits and has had no open page for so long has left: the chat is resolved.",
    )
    answer_within_hours: float = Field(
        24.0,
        gt=0,
        description="When a message that was left is answered at the latest, counted from the "
        "next opening; the receipt promises it.",
    )


class IdleSettings(Strict):
    """Chats in which the visitor has stopped writing."""

    reminder_seconds: float = Field(
        600.0,
        ge=0,
        description="A visitor who owes the next line for so long is reminded once; 0: never.",
    )
    close_seconds: float = Field(
        1200.0,
        ge=0,
        description="So long after the reminder the chat is closed; 0: never.",
    )


class TurnSettings(Strict):
    """When the bot answers."""

    wait_seconds: float = Field(
        0.8, description="How long a turn waits for the visitor to finish a burst."
    )
    wait_max_seconds: float = Field(
        3.0, description="After this a turn is answered even if the visitor types on."
    )
    lease_seconds: float = Field(
        30.0,
        description="After this another worker may take over a turn that nobody finished.",
    )
    attempts: int = Field(2, description="Tries at a turn before a person is called.")
    cooldown_seconds: float = Field(
        600.0,
        description="After an agent gave a chat back to the bot, the bot does not hand it over "
        "for the same reason again within this; it offers a person instead.",
    )


class PolicySettings(Strict):
    """What `decide()` weighs."""

    intent_confidence: float = Field(
        0.5, description="From here on Rasa's intent is taken as understood (0–1)."
    )
    dialogue_confidence: float = Field(
        0.9,
        description="From here on Rasa may begin a dialogue, such as asking for an order number, "
        "whatever is stored; below, the surer of the two is believed (0–1).",
    )
    out_of_scope_confidence: float = Field(
        0.6, description="From here on 'out of scope' silences a half-sure match (0–1)."
    )


class RasaSettings(Strict):
    """How Rasa is reached."""

    url: str = Field("http://127.0.0.1:5005", description="Address of Rasa; keep it on loopback.")
    secret: SecretStr = Field(
        SecretStr(""), description="Shared secret of the channel; `make run` makes one."
    )
    timeout_seconds: float = Field(
        3.0, gt=0, description="Longest wait for one turn, however the answer trickles in."
    )
    failures: int = Field(
        3, ge=1, description="After so many failures in a row Rasa is left alone for a while."
    )
    pause_seconds: float = Field(
        5.0, gt=0, description="For how long; then one turn tries whether it answers again."
    )
    patience_seconds: float = Field(
        30.0,
        ge=0,
        description="For how long a Rasa that cannot be reached counts as restarting: turns that "
        "need it wait so long before a person is called. 0: a person is called at once.",
    )
    retry_seconds: float = Field(
        2.0, gt=0, description="How often such a turn is tried again meanwhile."
    )


class LimitSettings(Strict):
    """What one client may do. Rates are written as in `limits`: 30/minute."""

    text_length: int = Field(2000, description="Longest message, in characters.")
    frame_bytes: int = Field(
        65536, description="Largest WebSocket frame or polling body, in bytes."
    )
    visitor_messages: str = Field("40/minute", description="Messages of one visitor.")
    visitor_requests: str = Field("240/minute", description="All events of one visitor.")
    visitor_sockets: int = Field(
        10, ge=1, description="Connections that one visitor may have open at once: tabs."
    )
    address_connects: str = Field("120/minute", description="Connections from one IP address.")
    address_sockets: int = Field(
        200, ge=1, description="Connections that one IP address may have open at once."
    )
    address_requests: str = Field(
        "2400/minute", description="All events of the visitors at one IP address."
    )
    socket_requests: str = Field("600/minute", description="All events of one connection.")
    outgoing_bytes: int = Field(
        2_000_000,
        ge=65536,
        description="How much may wait for a client that does not read; then it is cut off, "
        "comes back, and is told what it missed.",
    )
    handshake_seconds: float = Field(
        10.0, gt=0, description="A connection that has not said who it is by then is closed."
    )
    login_attempts: str = Field("10/minute", description="Log-ins from one IP address.")
    account_attempts: str = Field("5/minute", description="Failed log-ins for one e-mail address.")
    order_attempts: str = Field(
        "5/hour", description="Wrong number and digit pairs, per visitor and per order."
    )
    address_order_attempts: str = Field(
        "30/hour", description="Wrong number and digit pairs from one IP address."
    )
    page_size: int = Field(50, description="Lines or conversations sent in one page.")


class ConsoleSettings(Strict):
    """The agents' console."""

    gone_after_seconds: float = Field(
        60.0, description="An agent without an open console for so long gives their chats back."
    )
    silent_after_seconds: float = Field(
        900.0,
        gt=0,
        description="An agent who owes a visitor a line for so long gives that chat back.",
    )
    away_after_seconds: float = Field(
        20.0,
        description="An agent without an open console for so long counts as away: "
        "nothing is offered to them.",
    )
    capacity: int = Field(
        4,
        ge=1,
        description="How many chats an agent holds at a time; "
        "`python -m agent_desk agents set` gives one agent another number.",
    )
    offer_seconds: float = Field(
        20.0, gt=0, description="How long a waiting chat rings at one agent."
    )
    offer_again_seconds: float = Field(
        60.0,
        description="An agent who let a chat pass is not asked for it again before this.",
    )
    claims_measured: int = Field(
        30, ge=1, description="The expected wait comes from so many of a shop's last claims."
    )
    claims_needed: int = Field(
        5, ge=1, description="With fewer claims measured, no expected wait is told."
    )
    session_hours: float = Field(12.0, description="A log-in ends after this.")
    amber_after_seconds: int = Field(60, description="A waiting chat turns amber.")
    red_after_seconds: int = Field(180, description="A waiting chat turns red.")
    message_red_after_seconds: int = Field(
        14400, description="A message that a visitor left and nobody has taken turns red."
    )


class DeskSettings(ConfigSection):
    """Everything that can be set of the desk."""

    section: ClassVar[str] = "agent_desk"

    host: str = Field("127.0.0.1", description="Address that the desk listens on.")
    port: int = Field(8000, description="Port that the desk listens on.")
    public_url: str | None = Field(
        None,
        description="Address by which browsers reach the desk, such as https://chat.shop.example; "
        "with https, cookies are marked Secure. None: the request's own host.",
    )
    database_url: str = Field(
        "sqlite:///var/desk.sqlite3", description="Conversations, agents and sessions."
    )
    trusted_proxies: int = Field(
        0,
        ge=0,
        description="How many proxies of yours stand in front and add to X-Forwarded-For; "
        "0: the header is not believed.",
    )
    metrics_public: bool = Field(
        False, description="Show /metrics to everybody; otherwise to this machine only."
    )
    log_format: Literal["text", "json"] = Field("text", description="How log lines are written.")
    reopen_hours: float = Field(
        24.0,
        description="A visitor who writes within this reopens the resolved conversation.",
    )
    demo: bool = Field(False, description="Serve the demo shop at / and its order numbers.")
    shops: dict[str, ShopSettings] = Field(
        default={},
        description="The shops by their id, which the widget's script tag names.",
    )
    rasa: RasaSettings = Field(RasaSettings(), description="How Rasa is reached.")
    turns: TurnSettings = Field(TurnSettings(), description="When the bot answers.")
    policy: PolicySettings = Field(PolicySettings(), description="What the bot's decision weighs.")
    handoff: HandoffSettings = Field(HandoffSettings(), description="How a wait for a person ends.")
    idle: IdleSettings = Field(
        IdleSettings(), description="Chats in which the visitor has stopped writing."
    )
    limits: LimitSettings = Field(LimitSettings(), description="What one client may do.")
    console: ConsoleSettings = Field(ConsoleSettings(), description="The agents' console.")
