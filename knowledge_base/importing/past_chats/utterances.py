"""What is said in a chat, without greetings and the like. Pure.

A text is cut into clauses, and clauses that only greet, thank, wait or apologise are left out.
What stays is as it was written.
"""

import html
import re

from knowledge_base.content.results import Language
from knowledge_base.importing.past_chats.phrases import (
    NOISE,
    has,
    is_only,
    rest,
)
from knowledge_base.language.text import detect_language

_EXPORT = re.compile(r",(?!\s*\d{3}\b)(?! [a-zA-Z])")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+(?:['’][a-z]+)?")

# Pictures, mentions, shortened links of tweets, and what replaced private data: nothing is said.
_PICTURE = re.compile(
    r"#?E-s(?:\[[^\]]{1,6}\])|#E-\w{1,3}|\[(?:emoji|图片|表情|图|image|sticker)\]"
    r"|[\u2600-\u27bf\u2b50\U0001f000-\U0001faff\ufe0f\u200d]+"
    r"|O\(∩_∩\)O/?|(?<![\w/:])[:;]-?[)(DPp](?!\w)",
)
_MENTIONS = re.compile(
    r"^(?:(?:hey|hi|hello|dear|yo)\s+(?=@))?(?:\s*\.?@\w+[,:]?)+\s*", re.IGNORECASE
)
_SHORT_LINK = re.compile(r"https?://t\.co/\w*\s*|https?://\[[^\[\]]*+\]\s*")
_LINK = re.compile(r"(?:https?://|www\.)(?:\[[^\]\s]{1,6}\]|[\x21-\x7e])+")
_GONE = "\ufffc"  # in place of a shortened link, until it is known what is said about it
_POINTS_AT_IT = re.compile(
    rf"(?:\b(?:here|article|link|steps|guide|page|at|visit|see|this)|:)[\s:>-]*{_GONE}|{_GONE}[ ]+\w"
)
_HASHTAGS = re.compile(r"(?<!\s)(?:\s*+#[A-Za-z]\w*+)++\s*+")
_BRACKETS = re.compile(r"\[[^\[\]]*\]|<[a-z_]+>")

# "^RR", "/AY", "- Anna", "*JB" at the end; and what follows "Best regards".
_SIGNATURE = re.compile(
    r"(?:\s[\^*/]\s?[A-Z]\w{0,14}|\s?[-–—]\s?[A-Z][A-Za-z]{0,14}|\(?\b\d/\d\)?)$"
)
_REGARDS = re.compile(
    r"(?:^|(?<=[\s.!,]))(?:(?:best|kind|warm|kindest|many)\s+)?(?:regards|wishes|sincerely|cheers"
    r"|yours faithfully)\b[\s,!.^-]*[A-Za-z .^]{0,40}$",
    re.IGNORECASE,
)
_SALUTATION = re.compile(
    r"^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b(?: there| again| team| all)?"
    r"(?:,? (?!(?:I|We|You|Yes|No|Can|Do|Is|It|The|My|How|What|Where|When|Why)\b)[A-Z]\w*){0,2}\s*[,!.:-]+\s*",
    re.IGNORECASE,
)
_CHINESE_SALUTATION = re.compile(
    r"^(?:(?:亲爱的(?:客户|顾客|顧客)?|親愛的(?:客戶|顧客)?|亲|親)?[,，\s]*"
    r"(?:您好|你好|哈喽|哈囉|嗨)[呀啊哦呢]?[,，!！。~～、\s]*)+(?=[^吗嗎])"
)
_CHINESE_CLAUSE = re.compile(r"[^。！？!?；;\n~～，,、\s]*(?:[。！？!?；;\n~～，,\s]+|、\s+|$|、)")
_ENGLISH_CLAUSE = re.compile(r".(?:[^.!?\n]++|[.!?]++(?!\s|$))*+(?:[.!?]++\s*+|\n++|$)", re.DOTALL)

_POLITE_END = re.compile(r"(?:的呢|哦|哈|哒|呦|哟|呐)[~～。!！.]*$")
_ASKING_END = re.compile(r"[吗嗎么呢啊][~～。!！.]*\s*$")
_SAYS_SOMETHING = re.compile(r"[\d=*+×\[]")
_NUMBER = re.compile(r"[\d\[]")
_BETWEEN_WORDS = re.compile(rf"(?<=[^\s{_GONE}]){_GONE}++(?=[\w@])")
_LINE_BREAKS = re.compile(r"(?<![^\S\n])[^\S\n]*+\n\s*+")
_SHORT = 8

_NOISE_LETTERS = {"zh": 3, "en": 3}
"""Han characters or words beside a phrase that do not make a clause say anything."""


def utterances(text: str) -> list[str]:
    """The utterances of a cell of a context export, which joins those of both sides by commas.

    Any other text is its only utterance.
    """
    pieces = [piece.strip() for piece in _EXPORT.split(text)]
    said = [piece for piece in pieces if piece]
    closed = text.rstrip().endswith(",")
    return said if closed or len(pieces) > 4 else [text]


def language_of(text: str, fallback: Language = "en") -> Language:
    """The stored language that a text is in."""
    detected = detect_language(text)
    return fallback if detected is None else "en" if detected == "en" else "zh"


def tidy(text: str) -> str:
    """The text as a person would have written it in a mail: no pictures, mentions, signatures."""
    text = html.unescape(text)
    text = _SHORT_LINK.sub(_GONE, _PICTURE.sub("\n", _MENTIONS.sub("", text)))
    text = _REGARDS.sub("", text.strip())
    for _ in range(2):
        text = _without_hashtags(text.rstrip(_GONE + " \n")).rstrip()
        text = _SIGNATURE.sub("", text).rstrip()
    return text.strip(" \t\r\n,，'‘")


def _without_hashtags(text: str) -> str:
    """Without those at the end. Others are words of a sentence."""
    ends = [found.start() for found in _HASHTAGS.finditer(text) if found.end() == len(text)]
    return text[: ends[0]] if ends else text


def visitor_line(text: str, language: Language) -> str:
    """What is asked in a visitor's line; "" when it only greets, thanks or calls."""
    text = _salutation_cut(tidy(text).replace(_GONE, " "), language)
    text = _LINK.sub(" ", text).strip()
    if is_only(("card",), _BRACKETS.sub(" ", _BRACKETS.sub(" ", text)), language):
        return ""
    if is_only(("nudge", "filler", "greeting"), text, language):
        return ""
    kept = [
        clause
        for clause in clauses(text, language)
        if not is_only(("filler", "greeting", "nudge"), clause, language)
    ]
    return _joined(kept)


def agent_line(text: str, language: Language) -> str:
    """What is answered in an agent's line; "" when that is nothing."""
    text = _salutation_cut(tidy(text), language)
    kept = [clause for clause in clauses(text, language) if not _says_nothing(clause, language)]
    return _joined(kept)


def clauses(text: str, language: Language) -> list[str]:
    """The text in pieces that can stand or fall each by itself; together they are the text."""
    pattern = _CHINESE_CLAUSE if language == "zh" else _ENGLISH_CLAUSE
    return [match.group() for match in pattern.finditer(text) if match.group()]


def looks_like_an_agent(text: str, language: Language) -> bool:
    """Whether a line of an unknown writer is more likely the agent's."""
    text = text.replace("您好", "")
    if has("agent", text, language) or _noisy(text, language):
        return True
    return language == "zh" and _POLITE_END.search(text) is not None


def questions(text: str, language: Language) -> bool:
    """Whether a visitor's line asks something."""
    if letters(text) <= 1:
        return False
    if "?" in text or "？" in text or has("asks", text, language):
        return True
    return language == "zh" and letters(text) <= _SHORT and text.endswith("呢")


def requests(text: str, language: Language) -> bool:
    """Whether a visitor's line is a wish or a complaint that says enough to be answered."""
    return has("requests", text, language) and letters(text) >= (6 if language == "zh" else 4)


def asks_back(clause: str, language: Language) -> bool:
    """Whether an agent's clause asks the visitor something."""
    if has("suggests", clause, language):
        return False
    if clause.rstrip().endswith(("?", "？")) or has("asks_back", clause, language):
        return True
    return (
        language == "zh"
        and has("interrogative", clause, language)
        and ("您" in clause or _ASKING_END.search(clause) is not None)
    )


def specific(clause: str, language: Language) -> bool:
    """Whether an agent's clause is about one customer's order, or only a replaced number."""
    bare = _BRACKETS.sub(" ", clause)
    if bare != clause and letters(rest(("particle",), bare, language)) <= 2:
        return True
    return has("specific", clause, language)


def letters(text: str) -> int:
    """How much is said: Han characters, and words in other scripts."""
    return sum(1 for word in _WORD.findall(_BRACKETS.sub(" ", text)) if _LETTER.search(word))


def _salutation_cut(text: str, language: Language) -> str:
    pattern = _CHINESE_SALUTATION if language == "zh" else _SALUTATION
    return pattern.sub("", text)


def _says_nothing(clause: str, language: Language) -> bool:
    if letters(clause) == 0 and not _SAYS_SOMETHING.search(clause):
        return True
    if has("private", clause, language) or _POINTS_AT_IT.search(clause):
        return True
    if letters(rest(("particle", "filler"), clause, language)) == 0:
        return not _NUMBER.search(clause)
    return _noisy(clause, language)


def _noisy(clause: str, language: Language) -> bool:
    if not any(has(kind, clause, language) for kind in NOISE):
        return False
    remaining = rest(("particle",), rest(NOISE, clause, language), language)
    return letters(remaining) <= _NOISE_LETTERS[language]


def _joined(kept: list[str]) -> str:
    # What stood on either side of a link are two words.
    text = _BETWEEN_WORDS.sub(" ", "".join(kept)).replace(_GONE, "")
    text = _LINE_BREAKS.sub("\n", text)
    return text.strip(" \t\r\n,，、;；~～-")
