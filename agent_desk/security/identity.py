"""A signed identity: a JWT in which a shop says who its customer is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from pydantic import TypeAdapter, ValidationError

from agent_desk.domain.plain_text import is_blank
from agent_desk.errors import IdentityExpiredError, NotAuthenticatedError
from agent_desk.types import Subject

ALGORITHM = "HS256"
LEEWAY = timedelta(seconds=30)
LIFETIME_MAX = timedelta(hours=24)
SECRET_MIN_BYTES = 32
FIELD_MAX_LENGTH = 255
JWT_MAX_LENGTH = 4096


# The end of the year 9998: a time as a claim stays in the calendar.
SECONDS_MAX = datetime(9999, 1, 1, tzinfo=UTC).timestamp()

_SUBJECT = TypeAdapter[str](Subject)


@dataclass(frozen=True)
class Identity:
    """``subject`` is the shop's own id of the customer, ``name`` the name that agents see.

    From ``ends_at`` on it is refused: the claim ``exp`` and the leeway.
    """

    subject: str
    name: str | None
    ends_at: datetime


def verify_identity(token: str, shop_id: str, secret: str, *, now: datetime) -> Identity:
    """The identity in ``token``, which the shop has signed with ``secret``.

    The claims ``sub``, ``aud`` (exactly the shop's id) and ``exp`` are required;
    ``name`` is optional. A token that is valid for more than 24 hours is refused,
    so that a stolen one is useful for a day at most. Raises IdentityExpiredError and
    NotAuthenticatedError, whose text says to the shop's developer what is wrong.
    """
    if len(token) > JWT_MAX_LENGTH:
        raise NotAuthenticatedError("The signed identity is too long.")
    claims = _signed_claims(token, shop_id, secret)
    return Identity(_subject(claims), _name(claims), _checked_end(claims, now))


def _signed_claims(token: str, shop_id: str, secret: str) -> dict[str, Any]:
    """What the shop has signed. The times are not checked: PyJWT takes texts for numbers."""
    try:
        return jwt.decode(
            token,
            secret,
            algorithms=[ALGORITHM],
            audience=shop_id,
            options={
                "require": ["sub", "aud", "exp"],
                "strict_aud": True,
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
            },
        )
    except jwt.MissingRequiredClaimError as error:
        raise NotAuthenticatedError(
            f"The signed identity lacks the claim '{error.claim}'."
        ) from error
    except jwt.InvalidAudienceError as error:
        raise NotAuthenticatedError("The signed identity is for another shop.") from error
    except jwt.exceptions.InvalidSubjectError as error:
        raise NotAuthenticatedError("The signed identity's 'sub' must be a text.") from error
    except jwt.InvalidAlgorithmError as error:
        raise NotAuthenticatedError(f"The signed identity must use {ALGORITHM}.") from error
    except jwt.InvalidSignatureError as error:
        raise NotAuthenticatedError(
            "The signed identity was not signed with this shop's secret."
        ) from error
    except (jwt.PyJWTError, UnicodeError) as error:
        raise NotAuthenticatedError("The signed identity cannot be read.") from error


def _checked_end(claims: dict[str, Any], now: datetime) -> datetime:
    """When the identity ends. Raises NotAuthenticatedError unless it holds now, for a day at most."""
    expires = _time(claims, "exp")
    issued = _time(claims, "iat") if "iat" in claims else None
    begins = _time(claims, "nbf") if "nbf" in claims else None
    if any(start is not None and start > now + LEEWAY for start in (issued, begins)):
        raise NotAuthenticatedError("The signed identity is not valid yet.")
    if expires + LEEWAY <= now:
        raise IdentityExpiredError("The signed identity has expired.")
    too_long = issued is not None and expires - issued > LIFETIME_MAX
    if too_long or expires - now > LIFETIME_MAX + LEEWAY:
        raise NotAuthenticatedError("The signed identity holds for longer than 24 hours.")
    return expires + LEEWAY


def _time(claims: dict[str, Any], name: str) -> datetime:
    seconds = claims[name]
    is_number = isinstance(seconds, int | float) and not isinstance(seconds, bool)
    if not is_number or not 0 <= seconds < SECONDS_MAX:
        raise NotAuthenticatedError(
            f"The signed identity's '{name}' must be a number: seconds since 1970."
        )
    return datetime.fromtimestamp(seconds, UTC)


def _subject(claims: dict[str, Any]) -> str:
    try:
        subject = _SUBJECT.validate_python(claims["sub"])
    except ValidationError:
        subject = ""
    if is_blank(subject):
        raise NotAuthenticatedError(
            f"The signed identity's 'sub' must be a text of 1 to {FIELD_MAX_LENGTH} characters."
        )
    return subject


def _name(claims: dict[str, Any]) -> str | None:
    name = claims.get("name")
    if name is None:
        return None
    if not isinstance(name, str) or len(name) > FIELD_MAX_LENGTH:
        raise NotAuthenticatedError(
            f"The signed identity's 'name' must be a text of at most {FIELD_MAX_LENGTH} characters."
        )
    if is_blank(name):
        return None
    # Agents see the name in a list. Characters that reorder or hide text are dropped.
    visible = "".join(c if c.isprintable() else " " for c in name)
    return " ".join(visible.split()) or None
