"""Says whether a customer takes a number back: "not A but B", "A is wrong". Does not need Rasa."""

from __future__ import annotations

import re
from collections.abc import Sequence

# What may stand between the "not" and the number.
_FILLER_ZH = "[查要说的问这那个我订单号码手机尾后末四4位数电话是 :#]"
_FILLER_EN = (
    r"(?:order|parcel|number|no|phone|ending|ending in|digits|the|my|for|about|it'?s|it|is|that"
    r"|this|one|mean)\b|[ .:#]"
)
_NOT_BEFORE = re.compile(
    rf"(?:(?:(?<!是)不是|并非|而非|(?<!要)不要|(?<!用)不用|不(?=[查问])|别(?!的)){_FILLER_ZH}*"
    rf"|(?:\b(?:not|instead of|rather than|forget|ignore)\b|n't\b)(?:{_FILLER_EN})*)$",
    re.IGNORECASE,
)
_QUESTION_AFTER = re.compile(r" ?[吗么嘛]")
_WRONG_AFTER = re.compile(
    r"[ ,]{0,2}(?:[这那][个单笔]?)?是?"
    r"(?:不对|[写打输弄填搞说给]?错|作废|不算|不[要查用]了|不是(?:[这那]个|我的|了)?(?=$|[ ,。;!]))"
    r"|[ ,]{0,2}(?:that |it |which )?(?:is|was) (?:wrong|a mistake|a typo|incorrect)\b"
    r"|[ ,]{0,2}(?:that |it |which )?(?:is|was)(?:n't| not) (?:it|mine|right|correct)\b",
    re.IGNORECASE,
)
# "not A or B" takes back both; "not A, B" only the first.
_LIST = re.compile(r" ?(?:[和跟与及或]|and|or|nor) ?", re.IGNORECASE)
# How far before a number its "not" is looked for.
_REACH = 40


def taken_back(plain: str, spans: Sequence[tuple[int, int]]) -> list[bool]:
    """For each number in ``plain``, whether the customer says that it is not the one.

    ``spans`` are the places of the numbers of one kind, in reading order. That a number is
    "wrong" counts only beside another one: alone, something is wrong with the order.
    """
    answers: list[bool] = []
    for index, (start, end) in enumerate(spans):
        before = plain[max(0, start - _REACH) : start]
        denied = _NOT_BEFORE.search(before) and not _QUESTION_AFTER.match(plain, end)
        listed = index and answers[-1] and _LIST.fullmatch(plain, spans[index - 1][1], start)
        wrong = len(spans) > 1 and _WRONG_AFTER.match(plain, end)
        answers.append(bool(denied or listed or wrong))
    return answers
