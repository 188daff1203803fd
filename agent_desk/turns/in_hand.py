"""What is asked about the order or parcel that was shown last, and which is meant; pure.

Texts are in Simplified Chinese or English.
"""

from __future__ import annotations

import re

from agent_desk.orders.numbers import normal_number
from agent_desk.rasa.turn import Act
from agent_desk.turns.question import Question
from knowledge_base.language.country_names import places_in

_ARRIVAL = re.compile(
    r"(?:什么时候|几时|啥时候|何时|几天|多久|哪天|几号)(?:才|会|能|可以|就)*(?:收|送|签收|派)?到"
    r"|还要?(?:多久|几天|等)|到(?:了吗|哪|没|货了吗)|(?:第[二三]|另外?一|其他|几|多)个?(?:包裹|件)|还有.{0,6}包裹"
    r"|为(?:什么|啥|何).{0,6}(?:没|不)(?:动|更新|到|发|走)|(?:一直|还)(?:没|不)(?:动|更新|到|走)|没(?:有)?动静|卡住|停(?:了|在)"
    r"|(?:哪家|哪个|什么|啥)(?:快递|物流|承运商|公司)(?:送|发|寄|承运)?"
    r"|\bwhen (?:will|does|do|is|should|can) (?:it|they|that|this|the (?:parcel|package|order)|my|i)\b"
    r"|\b(?:has|have|did) (?:it|they) (?:arrived?|been delivered|shipped)|\bwhere(?:'s| is| are) (?:it|they|that)\b"
    r"|\bhow (?:long|many days) (?:will|until|till|before|more|does it)\b|\b(?:second|other|another|both) (?:parcel|package)s?\b"
    r"|\bhow many (?:parcel|package)s\b|\bwhy (?:has|have|is|does|hasn'?t|isn'?t|doesn'?t) (?:it|they|nothing)\b"
    r"|\b(?:stuck|not moved|hasn'?t moved|no updates?|not moving)\b"
    r"|\b(?:which|what) (?:carrier|courier)\b(?! do you)|\bwho (?:delivers|is delivering|carries|ships) (?:it|that|this)\b",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"付(?:过|了)?款?(?:了|成功)吗?|(?:支付|付款)成功|付了没|是不是付|多少钱|总(?:价|额|金额)|里面有什么|买了什么"
    r"|\b(?:is|was|has) (?:it|that|this|the order|my order) (?:been )?paid\b|\b(?:did|has) (?:my|the) payment\b"
    r"|\bpaid (?:yet|already)\b|\bwhat(?:'s| is) in it\b|\bhow much (?:was|did) (?:it|that|i)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"不是(?:这|那)(?:个|单|一?笔|一?个|份|件)?(?:订单|包裹)?|(?:另外?|别的|其他|下|换)(?:的)?一?(?:个|单|笔|份)(?:订单|包裹|呢)?"
    r"|(?:no[, ]+)?not (?:that|this) (?:one|order)?|(?:no[, ]+)?(?:the|my) (?:other|next) (?:one|order)|another (?:one|order)",
    re.IGNORECASE,
)
_PLACES = (
    re.compile(
        r"(?:我?(?:要|选|是|说的是|指的是))?第?[一1](?:个|单|笔|条)|(?:the )?(?:first|1st)(?: one)?|[1一]",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:我?(?:要|选|是|说的是|指的是))?第?[二2](?:个|单|笔|条)|(?:the )?(?:second|2nd)(?: one)?|[2二]",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:我?(?:要|选|是|说的是|指的是))?第?[三3](?:个|单|笔|条)|(?:the )?(?:third|3rd)(?: one)?|[3三]",
        re.IGNORECASE,
    ),
)
_NONE = re.compile(
    r"(?:这些|这几个|以上)?(?:全|都|全都)?不是(?:的|这个|这些)?|(?:没有|没)一个是的?|都不对|none(?: of (?:these|those|them|the above))?"
    r"|neither(?: of (?:these|those|them))?|(?:no[, ]+)?not (?:these|those|that|this|it)(?: ones?)?"
    r"|(?:no[,. ]+)?(?:that|this|it)(?:'?s| is|'?s the| is the)? (?:the )?(?:wrong|not (?:it|right|correct|the one))(?: (?:one|answer))?"
    r"|(?:no[,. ]+)?(?:that|this|it) is(?:n'?t| not) (?:it|right|correct|the one)|(?:no[,. ]+)?wrong(?: one| answer| again)?"
    r"|(?:不对|不是|错)[啦啊呀吧喔]?[，,！! ]*(?:你|你们)?(?:搞|弄|答|讲|说)?错[了咗][啦吧喔]?|(?:不对|错了)[啦啊吧喔]*"
    r"|(?:唔|不)系(?:呢|这)个|唔啱[啊喎]?",
    re.IGNORECASE,
)
_LAST = re.compile(r"(?:是|选|要)?最后一?(?:个|单|笔|条)|(?:the )?last(?: one)?", re.IGNORECASE)
_EDGES = " \t\r\n。，,.!！?？~～;；"


def topic_in_hand(text: str) -> str | None:
    """What ``text`` asks of the order or parcel that was shown: ``arrival`` or ``status``.

    None if it asks something else, or names a place: then it asks in general.
    """
    if places_in(text):
        return None
    if _ARRIVAL.search(text):
        return "arrival"
    return "status" if _STATUS.search(text) else None


def number_in_hand(question: Question) -> Act | None:
    """The look-up of the number that the dialogue is about, where nothing is to be proved."""
    slots = question.dialogue_state.get("slots", {})
    for name, act in (("order_number", "look_up_order"), ("tracking_number", "look_up_parcel")):
        number = slots.get(name)
        if number and (question.asker.subject or normal_number(number) in question.proved):
            return Act(act, {name: number})
    return None


def means_another(text: str) -> bool:
    """Whether ``text`` says, and nothing else, that another order is meant than the one shown."""
    return _OTHER.fullmatch(text.strip(_EDGES)) is not None


def rejects_all(text: str) -> bool:
    """Whether ``text`` says, and nothing else, that what was given or offered is not meant."""
    return _NONE.fullmatch(text.strip(_EDGES)) is not None


def place_of(text: str, offered: int) -> int | None:
    """Which of ``offered`` choices ``text`` names by its place: "the second one", 第二个."""
    words = text.strip(_EDGES)
    if offered > 1 and _LAST.fullmatch(words):
        return offered - 1
    places = (place for place, pattern in enumerate(_PLACES) if pattern.fullmatch(words))
    place = next(places, None)
    return place if place is not None and place < offered else None
