"""Settings of what one client may do."""

from __future__ import annotations

from pydantic import Field

from agent_desk.settings.types import GrowingDelaySettings, Number, Seconds, Strict

# The payloads of messages hold as much (``agent_desk.types.Text``).
TEXT_LENGTH_MAX = 65_536
SIZE_MAX_BYTES = 1_000_000_000


class LimitSettings(Strict):
    """What one client may do. Rates are written as in `limits`: 30/minute."""

    text_length: int = Field(
        2000, ge=1, le=TEXT_LENGTH_MAX, description="Longest message, in characters."
    )
    frame_bytes: int = Field(
        65536,
        ge=8192,
        le=SIZE_MAX_BYTES,
        description="Largest WebSocket frame or polling body, in bytes; at least 8192.",
    )
    visitor_messages: str = Field("40/minute", description="Messages of one visitor.")
    visitor_requests: str = Field("240/minute", description="All events of one visitor.")
    visitor_sockets: Number = Field(
        10, description="Connections that one visitor may have open at once: tabs."
    )
    address_connects: str = Field("120/minute", description="Connections from one IP address.")
    address_sockets: Number = Field(
        200, description="Connections that one IP address may have open at once."
    )
    address_requests: str = Field(
        "2400/minute", description="All events of the visitors at one IP address."
    )
    address_packets: str = Field(
        "6000/minute",
        description="Packets from one IP address, of any kind, also before a log-in; above that new "
        "connections are refused, and those that have not said who they are are cut off.",
    )
    socket_requests: str = Field("600/minute", description="All events of one connection.")
    socket_packets: str = Field(
        "1200/minute",
        description="Packets of one connection, of any kind; above that it is cut off.",
    )
    outgoing_bytes: int = Field(
        2_000_000,
        ge=65536,
        le=SIZE_MAX_BYTES,
        description="How much may be queued for a client that does not read, at least 65536. Above "
        "that the client is cut off; it reconnects and gets what it missed.",
    )
    handshake_seconds: Seconds = Field(
        10.0, description="A connection that has not identified itself by then is closed."
    )
    login_requests: str = Field(
        "60/minute",
        description="Log-ins from one IP address, or one device where an agent has logged in, right or "
        "wrong; `logins` counts those that fail.",
    )
    order_attempts: str = Field(
        "5/hour",
        description="Wrong pairs of order number and proof, for each visitor and for each order.",
    )
    address_order_attempts: str = Field(
        "30/hour", description="Wrong pairs of order number and proof from one IP address."
    )
    failed_look_ups: str = Field(
        "10/10 minutes",
        description="Look-ups of one guest that the shop's order system fails to answer; more are "
        "answered as failed without asking it.",
    )
    address_failed_look_ups: str = Field(
        "60/10 minutes", description="The same for all guests at one IP address, in one shop."
    )
    shop_order_attempts: str = Field(
        "100/hour",
        description="Wrong pairs of order number and proof in one shop. So many raise an "
        "alarm, which lasts as long as the rate counts.",
    )
    handoffs: GrowingDelaySettings = Field(
        GrowingDelaySettings(),
        description="Chats that begin to wait for a person, from one IP address or of one signed "
        "customer, at one shop.",
    )
    waiting_chats: int = Field(
        5,
        ge=1,
        description="Chats from one IP address, or of one signed customer, that may wait for a "
        "person at one shop at once.",
    )
    left_messages: GrowingDelaySettings = Field(
        GrowingDelaySettings(),
        description="Messages that are left from one IP address, or by one signed customer, at one "
        "shop.",
    )
    page_size: int = Field(
        50, ge=1, le=1000, description="Lines or conversations sent in one page."
    )
