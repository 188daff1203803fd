"""The closed sets of words that rules, tables and payloads share."""

from __future__ import annotations

from typing import Literal

Author = Literal["visitor", "bot", "agent", "system"]

# What a chat is held in. Chinese has two scripts, and one store of answers for both.
Language = Literal["zh-Hans", "zh-Hant", "en"]
SpokenLanguage = Literal["zh", "en"]

DutyName = Literal["on", "away", "off"]
OfferOutcome = Literal["accepted", "declined", "expired", "withdrawn"]

# Why a visitor is asked to leave a message.
Absence = Literal["closed", "nobody_there"]
MessageOffer = Literal["closed", "nobody_there", "long_wait"]

# The lines of the log that are no text: changes of state, reminders, ratings.
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
