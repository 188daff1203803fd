"""Finds what proves an order in a customer's message: e-mail, postal code, surname.

The last digits of a phone are among the numbers (``bot.numbers``). Does not need Rasa.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from bot.numbers import Number
from bot.spelling import half_width, plain
from bot.surnames import CHINESE, NO_NAMES, NO_NAMES_ZH

_LETTER = r"[^\W\d_\u2e80-\uffef]"
# An address has no Chinese in it: in 邮箱是anna@example.com谢谢 nothing else shows its ends.
_ADDRESS_CHARACTER = rf"(?:{_LETTER}|[0-9!#$%&*+/=?^_{{|}}~-])"
_LABEL = rf"(?:{_LETTER}|[0-9-]){{1,63}}"
_EMAIL = re.compile(
    rf"(?:(?<=[\u2e80-\uffef])|(?<![\w.@+-]))"
    rf"{_ADDRESS_CHARACTER}(?:\.?{_ADDRESS_CHARACTER}){{0,63}} ?@ ?{_LABEL}(?:\.{_LABEL}){{1,6}}"
)

_A_LETTER = r"(?!(?:is|it|my|in|at|or|on|to|if|no|so|as|an|and|the|for|please)\b)[A-Z]"
_CODE = (
    r"(?<![A-Za-z0-9#@.+-])(?:"
    r"[A-Z]{1,2}\d[A-Z0-9]? ?\d[A-Z]{2}"  # SW1A 1AA
    r"|[A-Z]\d[A-Z][ -]?\d[A-Z]\d"  # K1A 0B1
    r"|[A-Z]\d[0-9W] ?[A-Z0-9]{4}"  # D02 AF30
    r"|[A-Z]\d{4}[A-Z]{3}"  # C1425DKA
    rf"|\d{{4}} ?{_A_LETTER}[A-Z]"  # 1012 JS
    r"|(?:[A-Z]{1,2}-)?\d{3,10}(?:[ -]\d{2,4}){0,2}"  # 100080, 94107-1234, 123 45, D-10115
    r")(?![A-Za-z0-9]|[.-]\d|@)"
)
_POSTAL_CODE = re.compile(_CODE, re.IGNORECASE)
_CODE_CUE = re.compile(
    r"(?:邮编|邮政编码|邮递区号|邮区|\b(?:post(?:al)? ?code|zip(?: ?code)?|plz|cep)(?![a-z]))"
    rf"(?:[ 是为就:,=\"']|\bis\b|\bnumber\b){{0,6}}(?P<code>{_CODE})"
    rf"|(?P<before>{_CODE})(?= ?(?:是我?的?|is (?:my|the) )(?:邮编|邮政编码|postal|post|zip))",
    re.IGNORECASE,
)

_WORD = rf"{_LETTER}(?:{_LETTER}|['’.-]){{0,30}}"
_NAME = rf"{_WORD}(?: {_WORD}){{0,3}}"
_HAN = r"[\u3400-\u9fff]"
_IS = r"(?:[ 是叫为就:=\"']|\bis\b|\bof\b){0,5}"
_LATIN_NAME, _CHINESE_NAME = re.compile(_NAME), re.compile(rf"{_HAN}{{1,4}}")
_NAME_CUE = re.compile(
    rf"(?:姓名|姓氏|收件人|收货人|收件姓名|名字|我姓|姓){_IS}"
    rf"(?P<zh>(?:{_HAN}{{1,4}})(?!{_HAN}))"
    rf"|(?:姓名|姓氏|收件人|收货人|名字|我姓|姓"
    rf"|\b(?:surname|(?:last|family) ?name|recipient(?:'?s name)?|under the name)\b)"
    rf"{_IS}(?P<latin>{_NAME})"
    # This may be a first name only.
    rf"|\b(?:my|full) name{_IS}(?P<full>{_NAME})",
    re.IGNORECASE,
)
# What may stand around a name that the bot has asked for.
_BEFORE = re.compile(
    r"(?:it'?s|it is|that'?s|that is|i'?m|i am|mrs?\.?|ms\.?|就是|应该是|我是|我叫|是|叫) ?",
    re.IGNORECASE,
)
_AFTER = ("please", "thank you", "thanks", "here", "先生", "小姐", "女士", "太太", "谢谢")
_CLAUSE_END = re.compile(r"[,，。.;；!！\n]\s")
# Stands in the rest of the text where something was found.
_HIDDEN = "□"
_EDGES = " \t\r\n,，.。;；!！:：\"'“”"


def find_proofs(
    text: str, kinds: Collection[str], asked: Collection[str], numbers: Collection[Number]
) -> list[Number]:
    """What of ``kinds`` stands in ``text``, in reading order; ``given`` as in ``Number``.

    An address is found anywhere; a postal code or a surname where words say so, where one is
    ``asked`` for, and a postal code also where nothing else stands beside the number of an order.
    ``numbers`` are those of the message.
    """
    spelled = half_width(text)
    found: list[Number] = []
    if "email" in kinds:
        found += (_number("email", match, 0) for match in _EMAIL.finditer(spelled))
    rest = _without(spelled, found)
    if "postal_code" in kinds:
        codes = _postal_codes(plain(rest), numbers, is_asked="postal_code" in asked)
        found += codes
        rest = _without(rest, codes)
    if "surname" in kinds:
        found += _surnames(_without(rest, _certain(numbers)), is_asked="surname" in asked)
    return sorted(found, key=lambda proof: proof.start)


def _postal_codes(text: str, numbers: Collection[Number], *, is_asked: bool) -> list[Number]:
    told = [_number("postal_code", match, _group(match)) for match in _CODE_CUE.finditer(text)]
    if told:
        return told
    rest = _without(text, _certain(numbers))
    if is_asked:
        return [_number("postal_code", match, 0) for match in _POSTAL_CODE.finditer(rest)]
    if rest != text:
        alone = _POSTAL_CODE.fullmatch(rest.strip(_EDGES + _HIDDEN))
        if alone:
            start = rest.index(alone[0])
            return [Number("postal_code", alone[0], start, start + len(alone[0]), given=True)]
    return []


def _surnames(text: str, *, is_asked: bool) -> Iterator[Number]:
    told = False
    for match in _NAME_CUE.finditer(text):
        group = next(name for name in ("zh", "latin", "full") if match[name])
        if group == "zh":
            name = match[group].removesuffix("谢谢")
            is_name = bool(name) and _is_chinese_name(name)
        else:
            name = _until_no_name(match[group])
            is_name = bool(name) and (group == "latin" or is_asked or " " in name)
        if is_name:
            told = True
            yield Number(
                "surname", name, match.start(group), match.start(group) + len(name), given=True
            )
    if told or not is_asked:
        return
    start = 0
    for clause in _CLAUSE_END.split(text):
        name = _without_courtesy(clause.strip(_EDGES + _HIDDEN))
        if _is_name(name):
            place = text.index(name, start)
            yield Number("surname", name, place, place + len(name))
            return  # Müller, Anna
        start += len(clause)


def _without_courtesy(words: str) -> str:
    if before := _BEFORE.match(words):
        words = words[before.end() :]
    for word in _AFTER:
        words = words.removesuffix(word).rstrip(_EDGES)
    return words


def _is_name(words: str) -> bool:
    if _LATIN_NAME.fullmatch(words):
        return _until_no_name(words) == words
    return _CHINESE_NAME.fullmatch(words) is not None and _is_chinese_name(words)


def _is_chinese_name(name: str) -> bool:
    """Whether it begins with a surname and holds nothing that names do not have."""
    begins = name[:2] in CHINESE or name[0] in CHINESE
    return begins and not any(word in name for word in NO_NAMES_ZH)


def _until_no_name(words: str) -> str:
    """The words before the first that is no name: ``Müller thanks`` is Müller."""
    kept: list[str] = []
    for word in words.split(" "):
        if word.casefold().strip(".'’") in NO_NAMES:
            break
        kept.append(word)
    return " ".join(kept).rstrip(".'’-")


def _without(text: str, found: Collection[Number]) -> str:
    for one in found:
        text = text[: one.start] + _HIDDEN * (one.end - one.start) + text[one.end :]
    return text


def _certain(numbers: Collection[Number]) -> list[Number]:
    """Those that are an order's or a parcel's in any case."""
    kinds = ("order_number", "tracking_number")
    return [number for number in numbers if number.given and number.entity in kinds]


def _group(match: re.Match[str]) -> str:
    return "code" if match["code"] else "before"


def _number(entity: str, match: re.Match[str], group: str | int) -> Number:
    start, end = match.span(group)
    return Number(entity, match[group].replace(" @", "@").replace("@ ", "@"), start, end, True)
