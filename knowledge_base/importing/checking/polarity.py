"""Whether a text says yes or no, and to what: 可以, 不支持, "we can't", "not available"."""

import re
from collections.abc import Mapping

Polarity = Mapping[str, bool]
"""The first thing said of each subject: True for yes. ``"answer"`` is how the text begins."""

# Sayings with a "no" in them that deny nothing.
_SAYINGS = re.compile(
    r"没问题|没关系|不用担心|不必担心|别担心|不好意思|不用客气|不客气|不仅|不但|不过|"
    r"no problem|no worries|don't worry|do not worry|no matter|not only"
)
_SUBJECTS: tuple[tuple[str, str, str], ...] = (
    (
        "possible",
        r"不可以|不能|不支持|不行|不可(?!或缺)|不允许|不接受|不提供|不得|无法|没法|没办法|暂不|恕不|不予"
        r"|can(?:no|')?t\b|can not\b|unable to|(?:not|n't)(?: \w+)? (?:able to|possible|allowed|accept|support|offer|"
        r"provide|available|eligible)\w*|unavailable|impossible|no longer",
        r"可以|支持|允许|接受|提供|都?能够?(?!力|量|源)"
        r"|\bcan\b|\bable to\b|\bpossible\b|\ballow|\baccept|\bsupport(?:s|ed)?\b|\boffers?\b|\bprovides?\b"
        r"|\bavailable\b|\beligible\b",
    ),
    (
        "needed",
        r"不需要|无需|不用|不必|不要求|免(?:费|运费|邮)|包邮|(?:not|n't|no)(?: \w+)? need|no need|not required|not necessary|free of charge|\bfor free\b|\bfree\b",
        r"需要|必须|须要?|需(?!求)|自理|\bneeds?\b|\brequire[sd]?\b|\bmust\b|\bhave to\b|\bnecessary\b|\bcosts?\b",
    ),
    (
        "there",
        r"没有|暂无|无货|缺货|out of stock|sold out|there (?:is|are)(?: no\b|n't| not)",
        r"(?<!没)有(?!限|效|关|时|些|的)|in stock|there (?:is|are)",
    ),
)
_PATTERNS = tuple(
    (name, re.compile(rf"(?P<no>{no})|(?P<yes>{yes})")) for name, no, yes in _SUBJECTS
)
_GREETING = r"(?:(?:您好|你好|亲爱的|亲|hi|hello|dear \w+|sorry|抱歉|很抱歉|对不起|unfortunately)[\s,，。.!！~:：]*)*"
_GREETED = re.compile(_GREETING)
_SENTENCE_END = re.compile(r"[。!?;\n]|\.(?!\d)")
_BEGINNING = re.compile(
    _GREETING + r"(?:(?P<no>不|没有|无法|暂不|恕不|no\b|nope\b|not\b)"
    r"|(?P<yes>可以|支持|能|会(?!员)|是的?[,，。]|有的|好的|行|yes\b|yep\b|sure\b|of course\b|certainly\b))"
)


def polarity(text: str) -> Polarity:
    """What the first sentence of a normalised text affirms and denies; later ones speak of exceptions."""
    text = _SAYINGS.sub(" ", text.replace("’", "'"))
    said = {}
    beginning = _BEGINNING.match(text)
    if beginning:
        said["answer"] = beginning["yes"] is not None
    greeted = _GREETED.match(text)
    text = _SENTENCE_END.split(text[greeted.end() if greeted else 0 :], maxsplit=1)[0]
    for name, pattern in _PATTERNS:
        first = pattern.search(text)
        if first:
            said[name] = first["yes"] is not None
    return said


def opposed(a: Polarity, b: Polarity) -> bool:
    """Whether one affirms what the other denies. Where both begin with yes or no, that decides."""
    if "answer" in a and "answer" in b:
        return a["answer"] != b["answer"]
    return any(b.get(subject, affirmed) != affirmed for subject, affirmed in a.items())
