"""Countries of the places that customers name: Honolulu is in the USA, 高雄 in 台湾.

A shop writes what it does for countries; its customers live in cities. No encoder of a few
megabytes knows them all, so the country is added to the text.
"""

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_LATIN_WORD = re.compile(r"[^\W\d_\u3400-\u9fff]+")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")


def with_countries(text: str) -> str:
    """A normalised text followed by the country of each place in it, in the place's language,
    where the text does not have the country's name already."""
    countries = dict.fromkeys((*_chinese(text), *_english(text)))
    return " ".join([text, *(country for country in countries if country not in text)])


def places_in(text: str) -> list[str]:
    """The names of places in a text as they stand there, in lower case: 日本, "new york"."""
    return [name for name, _ in (*_found_chinese(text), *_found_english(text.lower()))]


def _chinese(text: str) -> Iterator[str]:
    return (country for _, country in _found_chinese(text))


def _english(text: str) -> Iterator[str]:
    return (country for _, country in _found_english(text))


def _found_chinese(text: str) -> Iterator[tuple[str, str]]:
    known, longest = _names("zh")
    for run in _HAN_RUN.findall(text):
        start = 0
        while start < len(run):
            for length in range(min(longest, len(run) - start), 1, -1):
                name = run[start : start + length]
                if name in known:
                    yield name, known[name]
                    start += length - 1
                    break
            start += 1


def _found_english(text: str) -> Iterator[tuple[str, str]]:
    known, longest = _names("en")
    words = _LATIN_WORD.findall(text)
    start = 0
    while start < len(words):
        for length in range(min(longest, len(words) - start), 0, -1):
            name = " ".join(words[start : start + length])
            if name in known:
                yield name, known[name]
                start += length - 1
                break
        start += 1


@cache
def _names(language: str) -> tuple[dict[str, str], int]:
    """Country by name, and the length of the longest name in characters (zh) or words (en)."""
    text = files("knowledge_base.language").joinpath("country_names.tsv").read_text("utf-8")
    known = {}
    for row in csv.DictReader(text.splitlines(), delimiter="\t"):
        for name in row[f"{language}_names"].split("|"):
            # Split like the words of a text: "saint-denis" is two.
            words = _LATIN_WORD.findall(name.lower())
            known[" ".join(words) if language == "en" else name] = row[language]
    longest = max(len(name.split()) if language == "en" else len(name) for name in known)
    return known, longest
