"""What the desk says while no person can come, in both languages; pure.

``apologies`` are put in front, by the reason of the handoff. ``when`` is a time
in the words of ``times``, ``minutes`` a number.
"""

from __future__ import annotations

from dataclasses import dataclass

from agent_desk.domain.vocabulary import Language


@dataclass(frozen=True)
class AbsenceTexts:
    apologies: dict[str, str]
    closed: str
    closed_for_good: str
    closing: str
    nobody_there: str
    long_wait: str
    network_busy: str
    wait_ended: str
    received: str
    joined: str


_EN = AbsenceTexts(
    apologies={
        "complaint": "I'm sorry for the trouble. ",
        "nothing_found_twice": "I can't answer this well. ",
        "bot_unavailable": "Sorry, something is not working on my side. ",
        "knowledge_base_unavailable": "Sorry, something is not working on my side. ",
        "order_source_failed": "Sorry, I can't reach our order system right now. ",
        "order_not_verified": "To protect your order, a colleague has to check this with you. ",
        "order_change": "Order changes are handled by a colleague. ",
        "missing_or_damaged": "I'm sorry about that. ",
    },
    closed="Our team is not here right now; they are back {when}. Leave a message below and the "
    "answer will come here, or go on with me.",
    closed_for_good="Our team is not here at the moment. Leave a message below and the answer "
    "will come here, or go on with me.",
    closing="Our hours have just ended. Somebody may still come to you; if you would rather not "
    "wait, leave a message below and the answer will come here.",
    nobody_there="Nobody is at the desk right now. Leave a message below and the answer will come "
    "here, or keep waiting in case somebody comes.",
    long_wait="This takes longer than we would like, and you keep your place in the queue. "
    "If you would rather not wait, leave a message below and the answer will come here.",
    network_busy="Many people in your network have asked for a person, so I can't call one now. "
    "Leave a message below and the answer will come here, try again in {minutes} min, or go on "
    "with me.",
    wait_ended="Nobody could take your chat, and I don't want to keep you waiting. Leave a message "
    "below and the answer will come here, or go on with me.",
    received="Thank you, your message is with our team. Its number is {reference}. You can expect "
    "an answer here {when} at the latest.",
    joined="Added to your message {reference}. Somebody from our team will answer here.",
)

_ZH = AbsenceTexts(
    apologies={
        "complaint": "给您添麻烦了，很抱歉。",
        "nothing_found_twice": "这个问题我答不好。",
        "bot_unavailable": "抱歉，我这边出了点状况。",
        "knowledge_base_unavailable": "抱歉，我这边出了点状况。",
        "order_source_failed": "抱歉，订单系统暂时查不了。",
        "order_not_verified": "为了保护您的订单资料，需要同事来帮您核对。",
        "order_change": "订单的改动需要同事来为您办理。",
        "missing_or_damaged": "很抱歉让您遇到这样的情况。",
    },
    closed="现在不在人工客服的服务时间，同事将于{when}上线。您可以在下方留言，我们会在这里回复您；"
    "也可以继续问我。",
    closed_for_good="人工客服暂时不在。您可以在下方留言，我们会在这里回复您；也可以继续问我。",
    closing="今天的人工服务时间到了，同事可能还会接待您。如果不想再等，可以在下方留言，我们会在这里回复您。",
    nobody_there="现在没有同事在线。您可以在下方留言，我们会在这里回复您；也可以继续等候。",
    long_wait="让您久等了，您的排队位置会一直保留。如果不想再等，可以在下方留言，我们会在这里回复您。",
    network_busy="您所在的网络刚才有很多人找过人工客服，暂时不能再转接。您可以在下方留言，我们会在这里回复您；"
    "也可以 {minutes} 分钟后再试，或者继续问我。",
    wait_ended="还没有同事能接待您，不想让您一直等下去。您可以在下方留言，我们会在这里回复您；"
    "也可以继续问我。",
    received="谢谢，您的留言已收到，编号是 {reference}。我们最晚{when}在这里回复您。",
    joined="已补充到您的留言 {reference}，同事会在这里回复您。",
)


def absence_texts(language: Language) -> AbsenceTexts:
    """The lines in English or Simplified Chinese; ``texts.in_script`` converts them."""
    return _EN if language == "en" else _ZH
