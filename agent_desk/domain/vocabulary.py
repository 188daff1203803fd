"""The fixed sets of words that rules, tables and payloads share."""

from __future__ import annotations

from typing import Literal

Author = Literal["visitor", "bot", "agent", "system"]

# A chat has one of three languages.
Language = Literal["zh-Hans", "zh-Hant", "en"]
ChineseLanguage = Literal["zh-Hans", "zh-Hant"]
SpokenLanguage = Literal["zh", "en"]

# Languages that are recognised, although bot and desk do not speak them (BCP 47). An agent may.
OtherLanguage = Literal[
    "ru", "es", "pt", "ar", "ja", "ko", "fr", "de", "th", "vi", "id", "it", "tr", "nl", "pl"
]
AgentLanguage = Literal[SpokenLanguage, OtherLanguage]

ChoiceKind = Literal["question", "person", "order", "other_order", "link"]

DutyName = Literal["on", "away", "off"]
OfferOutcome = Literal["accepted", "declined", "expired", "withdrawn"]

# Why a visitor is asked to leave a message. `network_busy`: too many chats from their network wait
# for a person, or began to.
Absence = Literal["closed", "nobody_there", "network_busy"]
MessageOffer = Literal["closed", "nobody_there", "long_wait", "network_busy"]

# How well the desk knows a visitor.
TrustLevel = Literal["signed", "order_proved", "guest"]

# The events that a line of the log can record: changes of state, reminders, ratings.
EventType = Literal[
    "handed_off",
    "queue_left",
    "assigned",
    "released",
    "transferred",
    "passed_on",
    "returned",
    "resolved",
    "reopened",
    "rated",
    "message_offered",
    "message_left",
    "message_kept",
    "message_joined",
    "wait_ended",
    "visitor_left",
    "reminded",
    "closed_idle",
]
