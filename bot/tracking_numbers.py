"""The forms of carriers' tracking numbers that tell themselves from other numbers.

Many more carriers have rows of digits without a check digit. Those are tracking numbers only
where words around them say so (``numbers``).

Forms and check digits are the carriers' and UPU's own, as github.com/jkeen/tracking_number_data
(MIT) collects them with examples, and for the Chinese carriers as their labels have them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle

from bot.number_forms import NumberForm, Written, parse_form

# So many digits are nothing but a parcel's.
_LONG = 20

CheckDigit = Callable[[str], bool]


@dataclass(frozen=True)
class TrackingNumber:
    """A number at ``written``.

    ``is_sure``: nothing else looks so. It has the letters of a carrier or twenty digits, and its
    check digit is right if it has one.
    """

    written: Written
    is_sure: bool


def find_tracking_numbers(text: str) -> Iterator[TrackingNumber]:
    """The tracking numbers that have a known form; some may be mistyped, or another number."""
    for form, is_right in _FORMS:
        for written in form.find(text):
            value = written.value
            tells = not value.isdigit() or len(value) >= _LONG
            yield TrackingNumber(written, tells and (is_right is None or is_right(value)))


def _s10(number: str) -> bool:
    """Universal Postal Union, S10-12: weights from the left, modulo 11."""
    weighted = sum(w * int(d) for w, d in zip((8, 6, 4, 2, 3, 5, 9, 7), number[2:10], strict=True))
    return int(number[10]) == {10: 0, 11: 5}.get(11 - weighted % 11, 11 - weighted % 11)


def _ups(number: str) -> bool:
    """Letters count as ``(code - 3) % 10``, every second character twice, modulo 10."""
    if not number[-1].isdigit():
        return False
    values = [int(c) if c.isdigit() else (ord(c) - 3) % 10 for c in number[2:-1]]
    return int(number[-1]) == -sum(v * w for v, w in zip(values, cycle((1, 2)))) % 10


def _thrice(first: int) -> CheckDigit:
    """Modulo 10, every second digit three times, counted from the right."""

    def is_right(number: str) -> bool:
        weights = cycle((3, 1))
        weighted = sum(
            int(d) * w for d, w in zip(reversed(number[first:-1]), weights, strict=False)
        )
        return int(number[-1]) == -weighted % 10

    return is_right


def _dpd(number: str) -> bool:
    """ISO 7064, modulo 37,36."""
    values = [int(character, 36) for character in number]
    check = 36
    for value in values[:-1]:
        check = (check + value) % 36 or 36
        check = check * 2 % 37
    return (37 - check) % 36 == values[-1]


_FORMS: tuple[tuple[NumberForm, CheckDigit | None], ...] = tuple(
    (parse_form(pattern), is_right)
    for pattern, is_right in [
        ("{A2}{9}YP", None),  # Yanwen
        ("{A2}{9}{A2}", _s10),  # the posts: China Post and EMS, Royal Mail, Correios, Japan Post …
        ("1Z{X16}", _ups),
        ("SF{12-13}", None),
        ("YT{16}", None),  # YunExpress
        ("YT{13-15}", None),  # YTO
        ("4PX{13}CN", None),
        ("LP{14-17}", None),  # Cainiao
        ("JD{11-18}", None),  # JD, and DHL Parcel with 18 digits
        ("JDV{A1}{11-14}", None),
        ("JDX{11-14}", None),
        ("JJD{10-20}", None),  # DHL Express, by piece
        ("GM{16-18}", None),  # DHL eCommerce
        ("TBA{12}", None),  # Amazon
        ("ZTO{12}", None),
        ("9{21}", _thrice(0)),  # USPS
        ("420{5}9{21}", _thrice(8)),  # USPS, behind the ZIP code
        ("96{20}", _thrice(7)),  # FedEx Ground
        ("{14}{A1}", _dpd),
    ]
)
