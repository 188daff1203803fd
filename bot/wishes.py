"""What a line wants: its clauses, without courtesies, without what the customer does not want. Pure.

Does not need Rasa. Texts are in Simplified Chinese or English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_CLAUSES = 4

BOUNDARY = "\x1e"
"""Parts clauses for whoever knows that they are two. Nobody types it."""

_NEGATOR = (
    r"(?:(?<!能)(?<!要)不(?:想要?|要|用|需要?|必|打算|是(?:想|要|来)?|麻烦)|(?:暂时|先|暂)不(?:用|要|需要)?"
    r"|不再?(?=(?:退|换|买|投诉|举报|取消|查|改|催|删|下单)(?:货|款)?了)|唔(?:使|想要?|要|需要)|毋须|免(?=转|了)|别|勿|无需|没(?:想|打算|说)要?"
    r"|\b(?:(?:i )?(?:don'?t|do not|didn'?t|did not|wouldn'?t|not)\b(?: (?:want|need|wish|plan|ask|like"
    r"|looking|trying|going))*(?: (?:to|for))?|no need (?:for|to)|no(?= (?:human|agent|person|return|refund))"
    r"|never|without|rather not|please don'?t|instead of))"
)
_FILLER = (
    r"(?:再|去|给我|帮我|给|帮|和|跟|找|揾|搵|同|转接?|接|联系|叫|申请|办理|办|把|这个|那个|我的|我|你们?的?|什么|任何|订单|这单"
    r"|(?: ?\b(?:an?|the|any|my|your|this|that|it|to|be|have|get|me|with|for|speak|talk|chat|connect(?:ed)?"
    r"|transfer(?:red)?|wait(?:ing)?|call|real|live|human|anymore|please|just|file|make|request|order|on)\b ?)"
    r"|[ :]){0,5}"
)
_ACTION = (
    r"(?:人工|客服|真人|店员|退货|退款|退(?!换)|退换|换货|换(?=了)|取消|投诉|举报|改地址|修改地址|改(?=订单|收货|了$)|注销|删除?|催"
    r"|买(?=了)|下单"
    r"|\b(?:agents?|humans?|persons?|people|representatives?|operators?|someone|colleague|staff"
    r"|returns?|returning|refunds?|exchang(?:e|ing)|cancel(?:l?ing|lation)?|complain(?:ing|t)?|delet(?:e|ing)"
    r"|chang(?:e|ing) (?:the |my )?(?:address|anything|order)|buying)\b)"
)
# What was wanted before, and is not any more: "I was going to complain", 本来要投诉的.
_NO_LONGER = re.compile(
    r"(?:本来|原本|原先|刚才)(?:是|还|就|都)?(?:想|要|打算|准备)"
    r"|\b(?:was|were) (?:just )?(?:going|about|planning|gonna) to\b|\bscratch that\b|\bchanged? my mind\b"
    r"|改(?:变)?主意了|当我没(?:说|问)|\bi'?ll (?:just )?keep (?:it|this|them|the \w+)\b|还是留着",
    re.IGNORECASE,
)
_DECLINED = re.compile(_NEGATOR + _FILLER + _ACTION, re.IGNORECASE)
# "why don't you …", "不能退吗": a question, not a refusal.
_NO_REFUSAL = re.compile(
    r"[?？吗]|\bwhy\b|\bhow\b|如何|咋|\bcan(?:'?t| ?not)\b|为什么|为何|怎么|不能|[也才还就]能|[也才还就]可以|不是不|能不能|可不可以|是不是|要不要|用不用|需不需要"
    r"|[^不]不(?:退|取消|换)[^，,]{0,6}吗|(?:don'?t|do not) you",
    re.IGNORECASE,
)

# That no person be called, in any words, at the end of a part: "a human isn't necessary", 唔使叫人.
_PERSON = r"(?:人工|客服|真人|专员|专人|店员|人(?=[了啦喎啊喔吧的住]|$)|转接(?:人|真人|客服)?)"
_NO_PERSON = re.compile(
    r"(?:不|别(?!人)|勿|唔|免|毋|(?:没|(?<!有)冇)(?=话?要|说|想|打算))(?!理|回|接|到|见|懂|明|知|行|管|听|是人)"
    r"(?:想|要|用|使|需要?|必|好|得|话|说|再|是|打算|麻烦|打扰|惊动|给我|帮我|叫|找|揾|搵|转接?|接|去|先|来|俾|跟|同){0,5}"
    rf"{_PERSON}(?:的意思|介入|了|啦|喎|啊|喔|吧|住|哈|谢谢)*$"
    rf"|{_PERSON}(?:那边|介入)?(?:就|先|都|也)?(?:不必|不用|不要|不需要|免|唔使|唔要|唔需要|算)(?:麻烦)?(?:了|啦|喇|吧|喎|啊)*$"
    r"|\b(?:no(?= (?:live |real |human |more )?[a-z]+(?: (?:please|pls|needed|necessary|required|thanks?)|[\s.!]*$))|not|don'?t"
    r"|do not|didn'?t|without|skip|needn'?t)\b(?! you\b)"
    r"(?![^,.;!?]{0,60}\b(?:(?:bot|robot|machine|computer)s?|i (?:want|need|demand)|get me|give me|but|just|only)\b)"
    r"[^,.;!?]{0,30}?"
    r"\b(?:agents?|humans?|live person|persons?|representatives?|operators?|someone|anyone|anybody|somebody|colleagues?|staff|people)\b"
    r"(?: (?:please|pls|needed|necessary|required|now|yet|with this|for this|either|at all|thanks?))*[\s.!]*$"
    r"|\b(?:agent|human|person|representative|colleague)s? (?:is|are)(?:n'?t| not) (?:necessary|needed|required|wanted)\b",
    re.IGNORECASE,
)

_PART = re.compile(r"[，,]|\bbut\b|但是?|(?<=[\u3400-\u9fff]) {1,3}(?=[\u3400-\u9fff])")

_MEANT = (
    re.compile(
        r"^(?:不是|不要|没问)(?P<not>[^，,。;；]{1,16}?)(?:[了啦啊]?[，,。;； ]+(?:而?是|我(?:是|说的是|问的是|想|要)|"
        r"(?:我)?(?:想|要)(?:问|说|知道)?(?:的是)?)|而是)(?P<meant>[^。！？!?]{2,})$"
    ),
    re.compile(
        r"^(?:(?:不对|不是|不|错了|错)[，,！! ]*)*(?:我(?:问|说|指|想问|想说|要问)的(?:是|就是)|我的意思是)"
        r"(?P<meant>.{2,}?)(?:[，,]\s*不是.{1,20})?$"
    ),
    re.compile(
        r"^[^，,]{1,20}[，,！! ]+我(?:就|只)?(?:是|想)?问问?(?:的是|你)?(?:的)?(?P<meant>[^，,]{2,20})$"
    ),
    # "A, not B". "This is not mine" tells of something.
    re.compile(
        r"^(?:.{0,12}?(?:说错了?|打错了?|搞错了?)[，,。 ]{0,3})?(?:应该)?是?(?P<meant>.{2,40}?)[，, ]{1,3}(?:而)?(?<!是)(?:不是|唔系|不系)"
        r"(?P<not>(?![我你您这那他她])[^，,。;；?？吗的]{1,12})[了啦啊哦喔]?$"
    ),
    re.compile(
        r"^(?:.{0,12}?(?:说错了?|打错了?|搞错了?)[，,。 ]{0,3})是(?P<meant>[^，,是]{2,12}?)(?:而)?(?:不是|唔系|不系)(?P<not>[^，,。?？吗]{1,12})$"
    ),
    re.compile(
        r"^(?:[^,.;]{1,40}[,.;] {0,2})?(?:(?:no|sorry|oops)[,. ]{1,3}){0,3}(?:i meant?|i was asking about|i(?:'m| am) asking about"
        r"|i asked about|i said|my question is(?: about)?) {1,2}(?:to )?(?P<meant>.{3,200}?)"
        r"(?:[,;]? (?:and )?not .{2,40})?[.!]?$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?:no[,. ]{1,3})?not (?:the |an? |about )?(?P<not>[^,.;]{2,40}?)[,;.]? (?:but|i (?:meant?|want(?:ed)?"
        r"|need(?:ed)?|asked)(?: about| for)?|rather) {1,2}(?:to )?(?P<meant>.{3,})$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?:(?:no|sorry|oops)[,. ]{1,3}){0,3}(?P<meant>.{4,80}?)(?:,| -{1,2}| and) not (?!working|worn|used|open|happy|good|sure|yet|ok"
        r"|at all|any|even|it\b|in |on |arriv|deliver|receiv)(?:the |an? |about |to |for )?"
        r"(?P<not>[a-z' ]{2,30})[.!]?$",
        re.IGNORECASE,
    ),
)

_SENTENCE = re.compile(r"(?<=[。！？!?；;\n])\s*|(?<=[a-z)])\.\s+(?=[A-Za-z])")
_CONNECTOR = re.compile(
    r"[，,、 ]{0,3}(?:另外|还有(?=[，,就]|我?想?问|一个|件|你|能|怎|可|是|有|如)|顺便(?:问|说|请问|查)?一?下?|顺带问?一?下?"
    r"|以及(?=[^的]{0,6}(?:多|怎|能|可|几|什|哪))|对了|再(?:问|请问)一?下?|同时(?=我?想)|也想问一?下?)[，,：: ]{0,3}"
    r"|[,;. ]{1,3}(?:and also|also|btw|by the way|plus|oh and|and(?= (?:do|does|can|could|is|are|how|what|when|where"
    r"|which|who|will|would|should|may)\b))[,: ]{1,3}",
    re.IGNORECASE,
)
_COURTESY = (
    r"(?:谢谢(?:你们?|您|啊|啦|了|哈)?|多谢|感谢|好的?(?:吧|呀|滴|哒|嘞)?|嗯{1,4}|哦{1,4}|噢{1,4}|哈{2,8}|行(?:吧)?|明白了?|知道了|了解了?"
    r"|收到(?=$|[\s，,。.!！~～])|唔该(?:晒|你)?|感恩|懂(?:了|啦)|原来如此|太好了|辛苦(?:你|您)?(?:了|啦)|[赞讚](?:喔|哦|啊|啦)?"
    r"|你好|您好|哈[喽啰]|在吗|请问(?:一?下)?|麻烦(?:问)?(?:一?下)?|打扰(?:一?下|了)|不好意思|抱歉|亲|哎呀?|诶|喂|另外|还有|对了"
    r"|(?:想|我想)?(?:咨询|问)(?:一?下|个问题)|顺便(?:问)?一?下"
    r"|\b(?:ok(?:ay)?|thanks?(?: you)?(?: (?:so|very) much| a lot)?|thx|ty|cheers|great|cool|perfect|awesome|nice|got it"
    r"|i see|alright|you'?re (?:a star|the best|so kind|great)|hope (?:ur|you'?re|you are) (?:doing )?well|hi(?: there)?|hello|hey|good (?:morning|afternoon|evening)|sorry|please|pls|lol|(?:ha){2,6}|well|so"
    r"|also|and also|btw|by the way|plus|quick question|one (?:more )?question|excuse me)\b)"
)
_WITHDRAWN = re.compile(
    rf"(?:(?:那?(?:还是)?(?:算|免)了|唔使(?:了|啦|喇)?|不(?:用|需要|必|等|找|问|要)了|不用再?(?:转|接|找|等|叫|麻烦).{{0,4}}|没事了?"
    r"|我?(?:已经|自己)(?:解决|搞定|找到|弄好)了?|我?自己(?:看|查|来|弄|试)(?:一?下|看|吧|就[好行])?"
    r"|\bnever ?mind(?: (?:then|that|it))?|\bnvm|\bforget (?:it|about it)|\bno need(?: any ?more)?"
    r"|\b(?:i )?(?:don'?t|do not|no longer) need (?:it|that|this|anyone|anybody)(?: any ?more)?"
    rf"|\b(?:i(?:'ve| have)? )?(?:already |just )?(?:found|solved|fixed|figured) it(?: out)?|\bi'?m (?:good|fine)"
    r"|(?:我|刚刚?|已经|现在|自己){0,2}(?:会|好|懂|收到|到|行|可以|解决|找到|搞定|弄好|明白|知道)了"
    rf"|\ball good|\bno|\bi'?ll (?:check|try|do it|look)(?: it)?(?: myself)?|{_COURTESY})[\s，,。.!！~～]{{0,3}}){{1,6}}",
    re.IGNORECASE,
)
_NO_MORE = re.compile(
    r"算|免|唔使|不|没事|自己|已经|never|nvm|forget|need|found|solved|fixed|figured|good|fine|myself",
    re.I,
)
_BEFORE = re.compile(rf"^(?:{_COURTESY}[\s，,。.!！~～:：…-]{{0,4}}){{1,6}}", re.IGNORECASE)
_AFTER = re.compile(
    r"[\s，,。.!！~～]{0,4}(?:(?:谢谢(?:你们?|您|啊|啦|了)?|多谢|感谢|麻烦了|"
    r"\b(?:thanks?(?: you)?(?: (?:so|very) much| a lot| in advance)?|thx|ty|please|pls|cheers|lol)\b)[\s，,。.!！~～]{0,4}){1,4}$",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"[?？]|[吗呢么]|多少|怎[么样]|如何|能|可以|什么|哪|几|多久|有没有|是不是|想|要|帮|查|请"
    r"|行不行|好不好|成不成|点[样解]|边[度个]|咩|乜|系咪|有冇|得唔得"
    r"|\b(?:how|what|when|where|which|who|why|can|could|do|does|did|is|are|will|would|may|want|need|like|please|help"
    r"|check|track|tell)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\u3400-\u9fff]|[A-Za-z]{2,}|\d{3,}")
_EDGES = " \t\r\n，,、。;；.~～"


@dataclass(frozen=True)
class Reading:
    """The ``clauses`` of a line that want something of their own, in order; one, as a rule.

    ``declined``: something that the customer does not want was left out, and ``clauses`` is empty if
    that was all. ``corrects``: of "not A but B", only B is left.
    """

    clauses: tuple[str, ...]
    declined: bool = False
    corrects: bool = False


def read(text: str) -> Reading:
    """How ``text`` is to be taken. A text that is nothing but courtesy stays as it is."""
    text = text.strip()
    meant = _meant(text)
    parts = (meant or text).split(BOUNDARY)
    pieces = [piece for part in parts for piece in map(bare, _pieces(part)) if piece]
    kept = [without_declined(piece) for piece in pieces]
    declined = kept != pieces
    clauses = tuple(clause for clause in map(bare, kept) if clause)
    if declined:
        clauses = tuple(clause for clause in clauses if not _WITHDRAWN.fullmatch(clause))
    if not clauses and not declined:
        clauses = (text,) if text else ()
    return Reading(clauses[:MOST_CLAUSES], declined, corrects=meant is not None)


def wants(text: str) -> bool:
    """Whether ``text`` has a word of asking or wishing."""
    return _WISH.search(text) is not None


def without_declined(text: str) -> str:
    """``text`` without the parts, between commas, in which the customer declines an act."""
    parts = _PART.split(text)
    kept = [part for part in parts if not _declines(part)]
    return text if kept == parts else "，".join(kept).strip(_EDGES)


def _declines(part: str) -> bool:
    part = part.strip(_EDGES)
    refuses = _DECLINED.search(part) or _NO_LONGER.search(part) or _NO_PERSON.search(part)
    return bool(refuses) and not _NO_REFUSAL.search(part)


def gives_up(text: str) -> bool:
    """Whether ``text`` takes back what was wanted before: "scratch that", 算了不退了."""
    return _NO_LONGER.search(text) is not None or bool(
        _WITHDRAWN.fullmatch(text.strip()) and _NO_MORE.search(text)
    )


def withdraws(text: str) -> bool:
    """Whether ``text`` says that nothing is wanted any more, such as the person who was called."""
    reading = read(text)
    if reading.declined and not reading.clauses:
        return True
    return bool(_WITHDRAWN.fullmatch(text.strip()) and _NO_MORE.search(text))


def _meant(text: str) -> str | None:
    for pattern in _MEANT:
        found = pattern.search(text)
        if found:
            return found["meant"].strip(_EDGES)
    return None


def _pieces(text: str) -> list[str]:
    """Sentences and what connectors part; a piece that wants nothing stays with its neighbour."""
    pieces: list[str] = []
    for sentence in filter(None, map(str.strip, _SENTENCE.split(text))):
        parts = [part for part in _CONNECTOR.split(sentence) if _substantial(part)] or [sentence]
        if pieces and not (_WISH.search(parts[0]) and _WISH.search(pieces[-1])):
            pieces[-1] = f"{pieces[-1]} {parts.pop(0)}"
        pieces += parts
    return pieces


def bare(text: str) -> str:
    """``text`` without the courtesies around it, unless it is nothing else."""
    bare = _AFTER.sub("", _BEFORE.sub("", text.strip(_EDGES))).strip(_EDGES)
    return bare if _substantial(bare) else ""


def _substantial(text: str) -> bool:
    return len(_WORD.findall(text)) >= 2
