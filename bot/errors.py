"""Errors that bot/ raises on purpose, in both interpreters.

BotError
├── SecretMissingError      Rasa was started without a secret
├── EncoderUnreadableError  the folder holds no static encoder
├── EncoderChangedError     the model was trained with another encoder
├── NumberFormError         the form of an order or tracking number cannot be read
├── UnauthorizedError       the caller does not know the secret
├── MalformedTurnError      the request cannot be understood
│   ├── BodyTooLargeError
│   ├── TextTooLongError
│   └── UnknownTriggerError
├── ModelNotLoadedError     Rasa has no model yet
└── TurnFailedError         the dialogue ended without an answer
"""


class BotError(Exception):
    """``code`` is the stable name that the desk receives, ``status`` the HTTP status."""

    code = "bot_error"
    status = 500


class SecretMissingError(BotError):
    code = "secret_missing"


class EncoderUnreadableError(BotError):
    code = "encoder_unreadable"


class EncoderChangedError(BotError):
    code = "encoder_changed"


class NumberFormError(BotError):
    code = "number_form"
    status = 400


class UnauthorizedError(BotError):
    code = "unauthorized"
    status = 401


class MalformedTurnError(BotError):
    code = "malformed_turn"
    status = 400


class BodyTooLargeError(MalformedTurnError):
    code = "body_too_large"
    status = 413


class TextTooLongError(MalformedTurnError):
    code = "text_too_long"


class UnknownTriggerError(MalformedTurnError):
    code = "unknown_trigger"


class ModelNotLoadedError(BotError):
    code = "not_ready"
    status = 503


class TurnFailedError(BotError):
    code = "turn_failed"
