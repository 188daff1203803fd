"""Refuses passwords that are easy to guess. Pure.

NIST SP 800-63B asks for a length, and a list of common passwords and of words about the
account, and for no rules about kinds of characters. zxcvbn has the list (30,000 passwords,
names and words) and also knows repetitions, dates, keyboard rows and usual replacements.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from zxcvbn import zxcvbn

from agent_desk.errors import PasswordRefusedError

PASSWORD_MIN_LENGTH = 10
PASSWORD_MAX_LENGTH = 1024

# zxcvbn's time grows fast with the length: 20 ms for 16 hostile characters, 250 ms for 24. What
# is hard to guess already is no easier with more characters behind it.
LOOKED_AT = 16

# zxcvbn takes what stands between two words for a part that has to be guessed like a word. An
# attacker tries a few usual characters there: each different one counts for this power of ten.
SEPARATORS = re.compile(r"[\W_]+")
SEPARATOR_LOG10 = 0.4
_WORD = re.compile(r"\w+")

# The guesses that an attacker needs, as a power of ten. login_limits.py leaves them a few
# hundred a day.
GUESSES_LOG10_NEEDED = 8

# What people write who think in Chinese; zxcvbn's list is from English-speaking sites.
COMMON_IN_CHINA = (
    *("woaini", "wobuaini", "aini", "nihao", "woshi", "mima", "wodemima", "dajiahao", "xiexie"),
    *("zhongguo", "laoban", "kefu", "dianpu", "gongsi", "taobao", "weixin"),
    *("1314520", "5201314", "1314", "520", "888", "666", "168"),
    *("我爱你", "密码", "客服", "你好"),
)


# What this program is called, and what people do with it.
COMMON_HERE = ("relay", "admin", "console", "support")


def check_length(password: str) -> None:
    """Raises PasswordRefusedError unless the length, in characters, is allowed."""
    if len(password) < PASSWORD_MIN_LENGTH:
        raise PasswordRefusedError(
            f"The password is too short: {PASSWORD_MIN_LENGTH} characters or more."
        )
    if len(password) > PASSWORD_MAX_LENGTH:
        raise PasswordRefusedError(
            f"The password is too long: {PASSWORD_MAX_LENGTH} characters at most."
        )


def check_strength(password: str, *, about: Iterable[str]) -> None:
    """Raises PasswordRefusedError if the length is wrong or the password is easy to guess.

    ``about`` are texts that say something about the account: its e-mail address, names, shops.
    """
    check_length(password)
    if is_weak(password, about=about):
        raise PasswordRefusedError(
            "The password is easy to guess. Take three or more words that do not belong "
            "together, or let a password manager make one."
        )


def is_weak(password: str, *, about: Iterable[str]) -> bool:
    """Whether the password is easy to guess."""
    words = [*_words(about), *COMMON_IN_CHINA, *COMMON_HERE]
    normal = unicodedata.normalize("NFKC", password)
    separators = len(set("".join(SEPARATORS.findall(normal))))
    joined = _guesses_log10(SEPARATORS.sub("", normal), words) + separators * SEPARATOR_LOG10
    return min(joined, _guesses_log10(normal, words)) < GUESSES_LOG10_NEEDED


def _guesses_log10(text: str, words: list[str]) -> float:
    if not text:
        return 0.0
    return float(zxcvbn(text[:LOOKED_AT], user_inputs=words)["guesses_log10"])


def _words(texts: Iterable[str]) -> list[str]:
    """Each text, also without separators, and each word in it."""
    found = ((text, SEPARATORS.sub("", text), *_WORD.findall(text)) for text in texts)
    return list(dict.fromkeys(word for words in found for word in words))
