"""Settings of the desk: the section ``agent_desk`` of config.yml, then the environment.

A test compares the descriptions with the tables in docs/operations.md.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, SecretStr

from agent_desk.settings.limits import LimitSettings
from agent_desk.settings.logins import LoginSettings
from agent_desk.settings.proof_of_work import ProofOfWorkSettings
from agent_desk.settings.shops import ShopSettings
from agent_desk.settings.types import (
    DatabaseUrl,
    Hours,
    HoursOrZero,
    Number,
    Seconds,
    SecondsOrZero,
    Share,
    ShopId,
    Strict,
    WholeSeconds,
)
from knowledge_base.configuration import ConfigSection

LOG_LINES_PER_MINUTE = 300


class HandoffSettings(Strict):
    """How a wait for a person ends."""

    max_wait_seconds: Seconds = Field(
        180.0,
        description="A visitor who has waited this long is asked whether they would rather leave a "
        "message.",
    )
    give_up_seconds: Seconds = Field(
        7200.0,
        description="A wait that lasts this long is ended, and the assistant goes on.",
    )
    gone_after_seconds: Seconds = Field(
        300.0,
        description="A waiting visitor who has had no page open for this long counts as gone, "
        "and the chat is resolved.",
    )
    answer_within_hours: Hours | None = Field(
        None,
        description="How soon a left message will be answered, counted from the next opening; the "
        "receipt promises it. Without it, nothing is promised.",
    )


class IdleSettings(Strict):
    """Chats in which the visitor has stopped writing."""

    reminder_seconds: SecondsOrZero = Field(
        600.0,
        description="A visitor who has not replied for this long is reminded once; 0: never.",
    )
    close_seconds: SecondsOrZero = Field(
        1200.0,
        description="The chat is closed this long after the reminder; 0: never.",
    )


class TurnSettings(Strict):
    """When the bot answers."""

    wait_seconds: SecondsOrZero = Field(
        0.8,
        description="How long the bot waits after a line, in case the visitor has more to say.",
    )
    wait_max_seconds: SecondsOrZero = Field(
        3.0, description="The bot answers after this long even if the visitor is still writing."
    )
    lease_seconds: Seconds = Field(
        30.0, description="Longest time for one try at a turn; then the turn may be tried again."
    )
    attempts: Number = Field(2, description="Tries at a turn before a person is called.")
    at_once: Number = Field(
        24,
        description="Turns that the bot answers at the same time; further ones wait. Shops take "
        "turns, and one shop has three quarters of the places at most.",
    )
    word_after_seconds: Seconds = Field(
        5.0, description="Who waits this long for their turn to begin is asked for patience."
    )
    hurry_after_seconds: Seconds = Field(
        2.0,
        description="A turn that began this late is answered by the knowledge base alone where "
        "that is sure, without Rasa.",
    )
    cooldown_seconds: SecondsOrZero = Field(
        600.0,
        description="For this long after an agent has returned a chat to the bot, the bot does not "
        "hand it over for the same reason again; it offers a person instead.",
    )


class PolicySettings(Strict):
    """The thresholds of `decide()`."""

    intent_confidence: Share = Field(
        0.5, description="Rasa's intent counts as understood from this confidence on (0–1)."
    )
    dialogue_confidence: Share = Field(
        0.9,
        description="From this confidence on Rasa may begin a dialogue, such as asking for an order"
        " number, whatever the knowledge base has found. Below it, the surer of the two"
        " decides (0–1).",
    )
    out_of_scope_confidence: Share = Field(
        0.6,
        description="From this confidence on Rasa's 'out of scope' suppresses 'did you mean' and "
        "every stored answer that is less sure (0–1).",
    )


class RasaSettings(Strict):
    """How the desk reaches Rasa."""

    url: str = Field("http://127.0.0.1:5005", description="Address of Rasa; keep it on loopback.")
    secret: SecretStr = Field(
        SecretStr(""), description="Shared secret of the channel; `make run` makes one."
    )
    timeout_seconds: Seconds = Field(
        3.0, description="Longest wait for one turn, even if the answer arrives in pieces."
    )
    failures: Number = Field(
        3,
        description="After this many failures in a row the desk stops asking Rasa for a while.",
    )
    pause_seconds: Seconds = Field(
        5.0,
        description="How long the desk does not ask Rasa; then one turn tries whether it answers.",
    )
    patience_seconds: SecondsOrZero = Field(
        30.0,
        description="If Rasa cannot be reached, it counts as restarting for this long, and turns "
        "that need it wait; after that the desk calls a person. 0: it calls a person at"
        " once.",
    )
    retry_seconds: Seconds = Field(
        2.0, description="How often a turn that waits for Rasa is tried."
    )


class ConsoleSettings(Strict):
    """The agents' console."""

    gone_after_seconds: Seconds = Field(
        60.0,
        description="If an agent has had no console open for this long, their chats go back to the "
        "queue.",
    )
    silent_after_seconds: Seconds = Field(
        900.0,
        description="If an agent has left the visitor without a reply for this long, the chat goes "
        "back to the queue.",
    )
    away_after_seconds: Seconds = Field(
        20.0,
        description="An agent with no console open for this long counts as away and gets no offers.",
    )
    capacity: Number = Field(
        4,
        description="How many chats an agent holds at a time; `python -m agent_desk agents set` "
        "changes it for one agent.",
    )
    offer_seconds: Seconds = Field(20.0, description="How long a waiting chat rings at one agent.")
    offer_again_seconds: SecondsOrZero = Field(
        60.0,
        description="How long an agent who let a chat pass gets no new offer of it.",
    )
    claims_measured: Number = Field(
        30,
        description="The expected wait is computed from this many of a shop's last claims.",
    )
    claims_needed: Number = Field(
        5, description="With fewer claims than this, visitors see no expected wait."
    )
    session_hours: Hours = Field(12.0, description="A log-in ends after this.")
    idle_hours: Hours = Field(
        4.0, description="A log-in ends when no console of it has been open for this long."
    )
    amber_after_seconds: WholeSeconds = Field(
        60, description="A chat that has waited this long turns amber."
    )
    red_after_seconds: WholeSeconds = Field(
        180, description="A chat that has waited this long turns red."
    )
    message_red_after_seconds: WholeSeconds = Field(
        14400,
        description="A left message that has waited this long turns red.",
    )


class DeskSettings(ConfigSection):
    """All settings of the desk."""

    section: ClassVar[str] = "agent_desk"
    gone: ClassVar[dict[str, str]] = {
        "limits.login_attempts": "agent_desk.logins.free_tries",
        "limits.account_attempts": "agent_desk.logins.account_free_tries",
        "metrics_public": "agent_desk.metrics_token",
    }

    host: str = Field("127.0.0.1", description="Address that the desk listens on.")
    port: int = Field(8000, ge=0, le=65535, description="Port that the desk listens on.")
    public_url: str | None = Field(
        None,
        description="Address by which browsers reach the desk, such as https://chat.shop.example; "
        "with https, cookies are marked Secure and bound to this host. Without it, the desk uses "
        "the host that each request names.",
    )
    database_url: DatabaseUrl = Field(
        "sqlite:///var/desk.sqlite3",
        description="Where conversations, agents and sessions are kept: an SQLAlchemy URL of a "
        "SQLite file. A relative path starts at the repository root.",
    )
    secret_file: str = Field(
        "var/desk_secret",
        description="File with the desk's own secret, with which addresses are hashed; made at the "
        "first start. A relative path starts at the repository root.",
    )
    trusted_proxies: int = Field(
        0,
        ge=0,
        le=100,
        description="How many of your proxies stand in front and add to X-Forwarded-For; 0: the "
        "desk ignores the header.",
    )
    hsts_seconds: int = Field(
        0,
        ge=0,
        le=63_072_000,
        description="How long browsers use HTTPS only (Strict-Transport-Security); needs an https "
        "`public_url`. 0: the header is left to the proxy.",
    )
    metrics_token: SecretStr | None = Field(
        None,
        description="Bearer token that opens /metrics and the details of /readyz, 32 bytes or "
        "more; without it they are shown to this machine only, and behind a proxy (`public_url`, "
        "`trusted_proxies`) to nobody.",
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="How log lines are written: `text` or `json`."
    )
    log_lines_per_minute: int = Field(
        LOG_LINES_PER_MINUTE,
        ge=10,
        le=1_000_000,
        description="How many lines of one kind are logged in a minute; one more says how many "
        "were left out.",
    )
    reopen_hours: HoursOrZero = Field(
        24.0,
        description="A resolved chat reopens if its visitor writes within this time; later, a new "
        "one begins.",
    )
    demo: bool = Field(False, description="Serve the demo shop at / and its order numbers.")
    shops: dict[ShopId, ShopSettings] = Field(
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
    proof_of_work: ProofOfWorkSettings = Field(
        ProofOfWorkSettings(), description="The computing that is asked of guests."
    )
    logins: LoginSettings = Field(LoginSettings(), description="How often a log-in may fail.")
    console: ConsoleSettings = Field(ConsoleSettings(), description="The agents' console.")

    @property
    def shop_names(self) -> list[str]:
        """The names of all shops, in every language and script that they have."""
        names = (shop.name for shop in self.shops.values())
        return [text for name in names for text in name.model_dump().values() if text]
