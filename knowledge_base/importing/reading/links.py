"""Links as text: ``label (address)``, and where the label says the address already. Pure."""

import re
from urllib.parse import unquote

_SHOWN_SCHEMES = ("http:", "https:", "mailto:", "tel:")
_NOT_IN_URLS = re.compile(r"[\x00-\x20\x7f]+")
_WEB = re.compile(r"^https?://(?:www\.)?")
_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{1,}[0-9]")
_NO_DIGIT = re.compile(r"[^0-9]")
_LONGER_BEFORE = re.compile(r"[a-z0-9_@-]")  # around what is a part of a longer address
_LONGER = re.compile(r"/?[a-z0-9_?#&=%@-]|\.[a-z0-9]")
_LEAST_DIGITS = 7  # of a number that may be given without the code of its country


def linked(text: str, url: str) -> str:
    """``text (url)``; the text alone where it says the address, or the link leads nowhere."""
    shown = shown_url(url)
    if not shown or says(text, url):
        return text
    return f"{text} ({shown})" if text.strip() else shown


def shown_url(url: str) -> str:
    """The address as a person reads it; empty for one that leads nowhere outside the page.

    Only the web, mail and telephone: a link that runs a script is none.
    """
    url = _NOT_IN_URLS.sub("", url)
    if url.startswith("//"):
        url = "https:" + url
    scheme, _, rest = url.partition(":")
    if not url.lower().startswith(_SHOWN_SCHEMES):
        return ""
    if scheme.lower() == "mailto":
        return unquote(rest.partition("?")[0])
    return unquote(rest.partition(";")[0]) if scheme.lower() == "tel" else url


def says(text: str, url: str) -> bool:
    """Whether a text holds the address that it links to, give or take https, blanks and case."""
    shown = shown_url(url)
    if _NOT_IN_URLS.sub("", url).lower().startswith("tel:"):
        return any(_same_number(found.group(), shown) for found in _PHONE.finditer(text))
    bare, said = _WEB.sub("", shown.strip().lower()).rstrip("/"), text.lower()
    start = said.find(bare)
    while start >= 0:
        end = start + len(bare)
        if not _LONGER_BEFORE.match(said[start - 1 : start]) and not _LONGER.match(said, end):
            return True
        start = said.find(bare, max(end, start + 1))
    return False


def _same_number(one: str, other: str) -> bool:
    numbers = [_NO_DIGIT.sub("", number).lstrip("0") for number in (one, other)]
    short, long = sorted(numbers, key=len)
    return short == long or (len(short) >= _LEAST_DIGITS and long.endswith(short))
