"""Refusals that only the security side raises.

DeskError
├── NotAuthenticatedError
│   └── WrongLoginError        unknown e-mail, wrong password or disabled account: not told apart
├── NotAllowedError
│   ├── OriginRefusedError     the request comes from a page that is not ours
│   └── CsrfFailedError        the token that only our own page can know is missing or wrong
└── AccountError               an agent account cannot be made or changed as asked
    └── PasswordRefusedError   too short or too long
"""

from __future__ import annotations

from agent_desk.errors import DeskError, NotAllowedError, NotAuthenticatedError


class WrongLoginError(NotAuthenticatedError):
    code = "wrong_login"


class OriginRefusedError(NotAllowedError):
    code = "origin_refused"


class CsrfFailedError(NotAllowedError):
    code = "csrf_failed"


class AccountError(DeskError):
    code = "account_refused"


class PasswordRefusedError(AccountError):
    code = "password_refused"
