"""A signed identity: a JWT in which a shop says who its customer is."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import jwt

from agent_desk.errors import NotAuthenticatedError

ALGORITHM = "HS256"
LEEWAY_SECONDS = 30
LIFETIME_MAX_SECONDS = 24 * 3600
SECRET_MIN_BYTES = 32
FIELD_MAX_LENGTH = 255
JWT_MAX_LENGTH = 4096


@dataclass(frozen=True)
class Identity:
    """``subject`` is the shop's own id of the customer, ``name`` the name that agents see."""

    subject: str
    name: str | None


def verify_identity(token: str, shop_id: str, secret: str) -> Identity:
    """The identity in ``token``, which the shop has signed with ``secret``.

    The claims ``sub``, ``aud`` (exactly the shop's id) and ``exp`` are required;
    ``name`` is optional. A token that is valid for more than 24 hours is refused,
    so that a stolen one is useful for a day at most. Raises NotAuthenticatedError,
    whose text says to the shop's developer what is wrong.
    """
    if len(token) > JWT_MAX_LENGTH:
        raise NotAuthenticatedError("The signed identity is too long.")
    claims = _verified_claims(token, shop_id, secret)
    _check_lifetime(claims)
    return Identity(_subject(claims), _name(claims))


def _verified_claims(token: str, shop_id: str, secret: str) -> dict[str, Any]:
    try:
        return jwt.decode(
            token,
            secret,
            algorithms=[ALGORITHM],
            audience=shop_id,
            leeway=LEEWAY_SECONDS,
            options={"require": ["sub", "aud", "exp"], "strict_aud": True},
        )
    except jwt.ExpiredSignatureError as error:
        raise NotAuthenticatedError("The signed identity has expired.") from error
    except jwt.ImmatureSignatureError as error:
        raise NotAuthenticatedError("The signed identity is not valid yet.") from error
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


def _check_lifetime(claims: dict[str, Any]) -> None:
    expires = int(claims["exp"])
    issued = int(claims["iat"]) if "iat" in claims else expires
    too_long = expires - issued > LIFETIME_MAX_SECONDS
    too_far = expires - time.time() > LIFETIME_MAX_SECONDS + LEEWAY_SECONDS
    if too_long or too_far:
        raise NotAuthenticatedError("The signed identity holds for longer than 24 hours.")


def _subject(claims: dict[str, Any]) -> str:
    subject = claims["sub"]
    if not isinstance(subject, str) or not subject.strip() or len(subject) > FIELD_MAX_LENGTH:
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
    # Agents see the name in a list. Characters that reorder or hide text are dropped.
    visible = "".join(c if c.isprintable() else " " for c in name)
    return " ".join(visible.split()) or None
