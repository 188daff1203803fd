"""A chat as plain text: "客户: …" and "客服: …", a line or more for each message.

A line that only names a conversation ("会话 17", "=====", "Chat #3"), or an empty line ahead of a
visitor's, begins the next one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.reading.roles import Speaker, role_named
from knowledge_base.importing.reading.text_files import Text, WrittenText
from knowledge_base.importing.reading.times import parse_time
from knowledge_base.importing.rows import Message, Read, Rejected

_TIME = r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[ T]\d{1,2}:\d{2}(?::\d{2})?"
_WHO = r"[^:：\s\"'{}\[\]<>,][^:：\"'{}\[\]<>,]{0,30}?"
_SPOKEN = re.compile(rf"\s*(?:[\[(（【]?({_TIME})[\])）】]?\s*)?({_WHO})\s*[:：](.*)", re.DOTALL)
_RULE = re.compile(r"\s*[-=*_—#]{3,}\s*$")
_NAMED = re.compile(
    r"[\s#\[【=-]*((?:会话|會話|对话|對話|conversation|chat|session|ticket)[\s#:：]*+"
    r"(?:(?:编号|id)[\s#:：]*+)?[\w-]{1,40})[\s\]】=-]*$",
    re.IGNORECASE,
)
_LONGEST = 20_000  # characters of a message


@dataclass
class _Spoken:
    line: int
    speaker: Speaker
    at: datetime | None
    text: list[str] = field(default_factory=list)


def read_chat(text: Text, file: str, options: ReadOptions) -> Read:
    """Messages; lines ahead of the first one are rejected."""
    number, conversation, count = 0, "", 1
    blank = False
    open_message: _Spoken | None = None
    for line in text.lines():
        number += 1
        if not line.strip():
            blank = True
            continue
        begun = _begun(line, number)
        named = _NAMED.match(line) if begun is None and len(line) < 200 else None
        if named or (begun is None and _RULE.match(line)):
            yield from _finished(open_message, file, conversation or f"{count}")
            open_message, count = None, count + 1
            conversation = named.group(1).strip() if named else f"{count}"
        elif begun is not None:
            yield from _finished(open_message, file, conversation or f"{count}")
            if blank and open_message and begun.speaker == "visitor" and not conversation:
                count += 1
            open_message = begun
        elif open_message is None:
            yield Rejected(file, number, "the line does not say who wrote it")
        else:
            open_message.text.append(line)
        blank = False
    yield from _finished(open_message, file, conversation or f"{count}")


def is_chat(beginning: str) -> bool:
    """Whether most lines say who wrote them, a visitor and an agent among them."""
    lines = [line for line in islice(WrittenText(beginning).lines(), 60) if line.strip()]
    speakers = [begun.speaker for line in lines if (begun := _begun(line, 0))]
    return {"visitor", "agent"} <= set(speakers) and len(speakers) >= 0.4 * len(lines)


def _begun(line: str, number: int) -> _Spoken | None:
    found = _SPOKEN.match(line[:_LONGEST])
    speaker = role_named(found.group(2)) if found else None
    if found is None or speaker is None or len(found.group(2)) == 1:
        return None
    return _Spoken(number, speaker, parse_time(found.group(1) or ""), [found.group(3)])


def _finished(spoken: _Spoken | None, file: str, conversation: str) -> Iterator[Message | Rejected]:
    if spoken is None or spoken.speaker == "system":
        return
    text = "\n".join(part.strip() for part in spoken.text).strip()
    if text:
        yield Message(file, spoken.line, conversation, spoken.speaker, text, spoken.at)
    else:
        yield Rejected(file, spoken.line, "the message has no text")
