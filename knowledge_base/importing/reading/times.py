"""Times as exports write them."""

from datetime import UTC, datetime

_FORMATS = (
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
    "%Y-%m-%d %H:%M",
    "%Y.%m.%d %H:%M:%S",
    "%Y.%m.%d %H:%M",
    "%Y年%m月%d日 %H:%M:%S",
    "%Y年%m月%d日 %H:%M",
    "%Y年%m月%d日",
    "%a %b %d %H:%M:%S %z %Y",  # Twitter
    "%a, %d %b %Y %H:%M:%S %z",  # e-mail
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %I:%M %p",
)
_EARLIEST, _LATEST = 100_000_000, 10_000_000_000  # 1973 to 2286, in seconds


def parse_time(text: str) -> datetime | None:
    """ISO 8601, 2023/5/1 12:30, seconds or milliseconds since 1970, and a few more.

    Always with a zone, so that times can be compared: UTC where the text names none. None for what
    is no time.
    """
    text = text.strip()
    if not text or len(text) > 60:
        return None
    try:
        return _zoned(datetime.fromisoformat(text))
    except ValueError:
        pass
    seconds = _number(text)
    if seconds is not None:
        return datetime.fromtimestamp(seconds, UTC)
    for form in _FORMATS:
        try:
            return _zoned(datetime.strptime(text, form))  # noqa: DTZ007 (given one in _zoned)
        except ValueError:
            continue
    return None


def _zoned(time: datetime) -> datetime:
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    for unit in (1, 1_000, 1_000_000):
        if _EARLIEST <= number / unit < _LATEST:
            return number / unit
    return None
