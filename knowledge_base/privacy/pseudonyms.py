"""Names without personal data that stay different names: of entries, files and sheets."""

import hmac
import re
from functools import lru_cache

from knowledge_base.privacy.masking import Found, personal, replaced

_LETTERS = 8

# "faq_20240315", "export-20240315123456": files are named by the day, orders by more than that.
_DATED = re.compile(
    r"[A-Za-z_-]*20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])?(?:[0-5]\d){0,2}"
)


def personal_in_name(name: str) -> list[Found]:
    """What is personal data in a name; a date in it is none."""
    return [item for item in personal(name) if not _DATED.fullmatch(item.value)]


class Pseudonyms:
    """Replaces the personal numbers and addresses in a name by their kind and a code.

    Two names that differ in a number still differ afterwards, and a name becomes the same one at
    every import. The code is made with ``secret``: without it nobody can try out which number it
    stands for. A name without personal data stays as it is; so does a date in a name.
    """

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()
        self._cached = lru_cache(maxsize=10_000)(self._replaced)

    def __call__(self, name: str) -> str:
        """The name that may be stored and shown."""
        return self._cached(name)

    def _replaced(self, name: str) -> str:
        return replaced(name, personal_in_name(name), code=self._code)

    def _code(self, value: str) -> str:
        digest = hmac.digest(self._secret, value.encode("utf-8", "replace"), "sha256")
        # No digits: a second look at the name must not find a number in the code.
        return "".join(chr(ord("a") + byte % 26) for byte in digest[:_LETTERS])
