"""Questions and answers in running text: which lines ask, and which are marked."""

import re

_ASKS = re.compile(
    r"[?？]['\"”’」』)）]*\s*$|[吗嗎呢]\s*$|怎么|怎麼|怎样|怎樣|如何|什么|什麼|为何|為何|哪[里裡些个個]"
    r"|多少|多久|几[天个]|能否|可否|是否|能不能|可不可以|要不要|有没有"
    r"|^\W*(?:how|what|when|where|why|who|whom|whose|which|can|could|do|does|did|is|are|am|will"
    r"|would|should|may|must|has|have)\b",
    re.IGNORECASE,
)
_MARKED_QUESTION = re.compile(
    r"\s*(?:q|question|问题|問題|提问|提問|问|問)\s*(?:\d{1,4}\s*[.、:：)）]|[:：])\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)
_MARKED_ANSWER = re.compile(
    r"\s*(?:a|answer|reply|答案|回答|回复|回覆|解答|答)\s*(?:\d{1,4}\s*[.、:：)）]|[:：])\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER = re.compile(
    r"^\s*(?:\d{1,3}(?:[.)]\s+|[、．]\s*)|[（(]\d{1,3}[)）]\s*|[一二三四五六七八九十]{1,3}、)"
)
_ANCHOR = re.compile(r" ?\{#[\w-]+\}$")
# What opens and closes an accordion.
_SIGN = re.compile(r" [+\-–−×▲▼▾▸▶►›»⌄∨↓]$|^[+▸▶►›»▼] ")


def asks(text: str) -> bool:
    """Whether it is surely a question; a topic ("Returns") is none."""
    return bool(_ASKS.search(text.strip()[-500:]))


def marked_question(text: str) -> str | None:
    """What follows "Q:" or "问："; None where there is no such mark."""
    found = _MARKED_QUESTION.match(text)
    return found[1] if found else None


def marked_answer(text: str) -> str | None:
    """What follows "A:" or "答："; None where there is no such mark."""
    found = _MARKED_ANSWER.match(text)
    return found[1] if found else None


def tidy_question(text: str) -> str:
    """One line, without a mark, number, anchor or sign around it."""
    text = _SIGN.sub("", _ANCHOR.sub("", " ".join(text.split())))
    text = _NUMBER.sub("", text) or text
    marked = marked_question(text)
    return (text if marked is None else marked).strip()


def tidy_answer(text: str) -> str:
    """Without a mark in front."""
    marked = marked_answer(text)
    return (text if marked is None else marked).strip()
