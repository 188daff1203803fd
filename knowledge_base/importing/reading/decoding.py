"""Finds the encoding of a file from its bytes."""

import codecs
import re
from pathlib import Path
from typing import BinaryIO

from knowledge_base.importing.encodings import Encoding, Reading
from knowledge_base.importing.errors import AmbiguousEncodingError, UnreadableFileError
from knowledge_base.importing.reading.magic import XLSX, binary_kind
from knowledge_base.importing.reading.plausibility import plausibility
from knowledge_base.importing.reading.survey import SAMPLE, Survey, chunks, fault_in, survey
from knowledge_base.privacy.masking import mask

TIE = 0.05
"""A margin below this decides nothing: a person has to choose the encoding."""

_SHOWN = 120
_DOUBTFUL = 0.3  # a score below which a text is none
_UTF8 = 0.4  # what a text that is valid UTF-8 is worth at least
_ENOUGH = 30  # bytes that are not ASCII, to distinguish a damaged file from one in another encoding
_LOST_SHARE = 0.01  # of bytes that do not fit, up to which a file counts as damaged, not unknown

_USUAL = re.compile(r"[\t\n\r -~\u2010-\u2030\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]")
_NOT_ASCII = bytes(range(128, 256))
_FOREIGN_RUN = re.compile(r"[^\x00-\x7f]+")
_BEYOND_LATIN_1 = re.compile(r"[^\x00-\xff]")
_LONG_UTF8 = bytes(range(0xE0, 256))  # what characters of three bytes or more begin with
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BIG5 = ("cp950", "big5hkscs")  # as Windows writes it in Taiwan; with Hong Kong's characters
_LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}  # named for them, often
_ESCAPES = frozenset({"unicode-escape", "raw-unicode-escape", "utf-7", "idna", "punycode"})
_FOREIGN = (  # what it is, in which encodings, its own letters, below which score, their share
    ("Japanese", ("cp932", "euc_jp"), "\u3040", "\u30ff", 0.75, 0.4),
    ("Korean", ("cp949",), "\uac00", "\ud7a3", 0.6, 0.8),
)


def detect(path: Path, wanted: str | None = None, *, is_json: bool = False) -> Encoding:
    """By the byte order mark, else UTF-8, else UTF-16, else what makes the likeliest text.

    The whole file is looked at, a piece at a time. ``wanted`` overrides. JSON that is valid UTF-8 is
    UTF-8, by its standard (RFC 8259). Raises UnreadableFileError, with the first byte that does not
    fit, and AmbiguousEncodingError.
    """
    with opened(path) as file:
        beginning = file.read(4096)
        kind = binary_kind(beginning)
        if kind is not None:
            kind = "an Excel workbook: give it the ending .xlsx" if kind == XLSX else kind
            raise UnreadableFileError(f"{path} is not text but {kind}")
        if wanted is not None:
            return _checked(file, wanted, path)
        for mark, name in _MARKS:
            if beginning.startswith(mark):
                return _checked(file, name, path)
        seen = survey(file)
        if seen.nuls and (utf16 := _utf16(seen.first)):
            return _checked(file, utf16, path)
        if seen.controls > 0.01 * max(seen.size, 100) or seen.nuls > max(1, 0.02 * seen.size):
            raise UnreadableFileError(f"{path} is not text in any encoding that Relay knows")
        nul_line = seen.nul_line
        if seen.utf8_fault is None and (is_json or not _by_chance(seen.sample)):
            return Encoding("utf-8", nul_line=nul_line)
        found = _likeliest(file, seen, path)
    return Encoding(found.name, found.margin, found.readings, found.lost, nul_line)


def opened(path: Path) -> BinaryIO:
    """The file's bytes. Raises UnreadableFileError."""
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise UnreadableFileError(f"there is no file {path}") from None
    except OSError as error:
        raise UnreadableFileError(f"{path} cannot be read: {error.strerror}") from error


def _checked(file: BinaryIO, name: str, path: Path) -> Encoding:
    try:
        name = codecs.lookup(name).name
        name = _LARGER.get(name, name)
        "".encode(name)  # refuses base64 and the like, which are no encodings of text
        if name.replace("_", "-") in _ESCAPES:
            raise LookupError(name)
        decoder = codecs.getincrementaldecoder(name)()
    except (LookupError, ValueError):
        raise UnreadableFileError(f"there is no encoding '{name[:40]}' of text") from None
    offset = 0
    for chunk in chunks(file):
        fault = fault_in(decoder, chunk, offset)
        offset += len(chunk)
        if fault is not None:
            break
    else:
        fault = fault_in(decoder, b"", offset, final=True)
    if fault is not None:
        raise UnreadableFileError(f"{path} is not in {name}: byte {fault:,} does not fit")
    return Encoding(name)


def _utf16(first: bytes) -> str | None:
    """UTF-16 without a mark: every comma, digit and line end has a NUL on the same side."""
    shares = {}
    for name in ("utf-16-le", "utf-16-be"):
        decoder = codecs.getincrementaldecoder(name)()
        try:
            text = decoder.decode(first)
        except UnicodeDecodeError:
            continue
        if text and "\0" not in text and not decoder.getstate()[0]:
            shares[name] = len(_USUAL.findall(text)) / len(text)
    best = max(shares, key=lambda name: shares[name], default="")
    return best if shares.get(best, 0.0) > 0.9 else None


def _by_chance(sample: bytes) -> bool:
    """A word or two of Chinese may be valid UTF-8 as well, of letters that are strange together.

    Some stand in a row, and some are not of Latin-1. Marks and letters with an accent (´, °, é) in
    a text are neither.
    """
    if len(sample) != len(sample.translate(None, _LONG_UTF8)):
        return False
    text = sample.decode("utf-8", "ignore")
    runs = _FOREIGN_RUN.findall(text)
    return (
        0 < sum(map(len, runs)) <= 8
        and max(map(len, runs)) > 1
        and _BEYOND_LATIN_1.search(text) is not None
        and plausibility(text) < _UTF8
    )


def _likeliest(file: BinaryIO, seen: Survey, path: Path) -> Encoding:
    readings = []
    for names in (("utf-8",), ("gb18030",), _BIG5, ("cp1252",)):
        found = [reading for name in names if (reading := _reading(seen.sample, name))]
        readings += found[:1]
    readings.sort(key=lambda reading: -reading.score)
    valid = [reading for reading in readings if _is_valid(file, reading.name)]
    if not valid or valid[0].score < _DOUBTFUL:
        damaged = _damaged(file, seen.sample)
        if damaged:
            return damaged
    if not valid:
        raise UnreadableFileError(
            f"{path} is not text in UTF-8 (byte {seen.utf8_fault or 0:,} does not fit), "
            "UTF-16, GB18030 or Big5"
        )
    best, *others = valid
    if best.score < 0.75 and (language := _foreign(seen.sample, best.score)):
        raise UnreadableFileError(f"{path} looks like {language}; Relay reads Chinese and English")
    margin = (best.score - others[0].score) if others else best.score
    margin *= _weight(seen.sample)
    if (others and margin < TIE) or best.score < _DOUBTFUL:
        raise AmbiguousEncodingError(str(path), valid)
    return Encoding(best.name, round(margin, 3) if others else None, tuple(valid))


def _weight(sample: bytes) -> float:
    """A single character proves little."""
    count = (len(sample) - len(sample.translate(None, _NOT_ASCII))) / 2
    return count / (count + 1.5)


def _reading(sample: bytes, name: str) -> Reading | None:
    decoder = codecs.getincrementaldecoder(name)()
    try:
        text = decoder.decode(sample, final=len(sample) < SAMPLE)
    except UnicodeDecodeError:
        return None
    score = max(plausibility(text), _UTF8) if name == "utf-8" else plausibility(text)
    return Reading(name, round(score, 3), _shown(text))


def _shown(text: str) -> str:
    lines = [line for line in text.splitlines() if not line.isascii()]
    line = mask(" ".join((lines or [""])[0].split()))
    first = next((i for i, character in enumerate(line) if character > "\x7f"), 0)
    return line[max(0, first - 20) :][:_SHOWN]


def _is_valid(file: BinaryIO, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    try:
        for chunk in chunks(file):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _damaged(file: BinaryIO, sample: bytes) -> Encoding | None:
    """The encoding that all but a few places are in."""
    foreign = sum(len(part) - len(part.translate(None, _NOT_ASCII)) for part in chunks(file))
    if foreign < _ENOUGH:
        return None
    faults = {name: _faults(file, name) for name in ("utf-8", "gb18030", *_BIG5)}
    most = max(1, int(_LOST_SHARE * foreign))
    scores = {
        name: plausibility(sample.decode(name, "replace"))
        for name in faults
        if faults[name] <= most
    }
    name = max(scores, key=lambda name: scores[name], default="")
    return Encoding(name, lost=faults[name]) if name else None


def _faults(file: BinaryIO, name: str) -> int:
    """How many places do not fit."""
    decoder = codecs.getincrementaldecoder(name)("replace")
    faults = sum(decoder.decode(chunk).count("\ufffd") for chunk in chunks(file))
    return faults + decoder.decode(b"", final=True).count("\ufffd")


def _foreign(sample: bytes, score: float) -> str | None:
    for language, names, first, last, below, share in _FOREIGN:
        for name in names:
            try:
                text = codecs.getincrementaldecoder(name)().decode(sample)
            except UnicodeDecodeError:
                continue
            letters = [character for character in text if character > "\x7f"]
            found = sum(first <= letter <= last for letter in letters)
            if score < below and len(letters) > 6 and found > share * len(letters):
                return language
    return None
