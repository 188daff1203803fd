"""The keys of the desk's own lines."""

from __future__ import annotations

from dataclasses import dataclass

from agent_desk.domain.vocabulary import Language
from knowledge_base.language import scripts


@dataclass(frozen=True)
class DeskTexts:
    """``handed_off`` is keyed by the reason of a handoff; other reasons get the default."""

    talk_to_person: str
    did_you_mean: str
    nothing_found: str
    see_page: str
    one_moment: str
    handed_off: dict[str, str]
    handed_off_default: str
    order_locked: str


EN = DeskTexts(
    talk_to_person="Talk to a person",
    did_you_mean="Which of these do you mean?",
    nothing_found="I don't have an answer to that. You can put it another way, or talk to a person.",
    see_page="You will find that here.",
    one_moment="One moment, please; I need a little longer for this.",
    handed_off={
        "asked": "Of course. I'm calling a colleague; please stay here.",
        "complaint": "I'm sorry for the trouble. I'm calling a colleague who will look into it.",
        "nothing_found_twice": "I can't answer this well, so I'm calling a colleague; "
        "please stay here.",
        "bot_unavailable": "Sorry, something is not working on my side. "
        "I'm calling a colleague; please stay here.",
        "knowledge_base_unavailable": "Sorry, something is not working on my side. "
        "I'm calling a colleague; please stay here.",
        "order_source_failed": "Sorry, I can't reach our order system right now. "
        "I'm calling a colleague who will look it up for you.",
        "order_not_verified": "To protect your order, a colleague will check this with you; "
        "please stay here.",
        "number_malformed": "No problem. I'm calling a colleague who will find it with you.",
        "proof_malformed": "No problem. I'm calling a colleague who will check it with you.",
        "order_question": "I can't look up orders myself. I'm calling a colleague who can.",
        "own_intent": "A colleague knows this best. I'm calling one; please stay here.",
        "order_change": "Got it. Order changes are handled by a colleague; I'm calling one now.",
        "missing_or_damaged": "I'm sorry about that. I'm calling a colleague who will put it right.",
    },
    handed_off_default="I'm calling a colleague; please stay here.",
    order_locked="That was a few tries too many, so I can't look up orders for a while. "
    "I'm calling a colleague who will check this with you.",
)


ZH = DeskTexts(
    talk_to_person="转人工客服",
    did_you_mean="您想问的是下面哪一个？",
    nothing_found="这个问题我暂时答不上来。您可以换个说法再问一次，或者转人工客服。",
    see_page="您可以在这里查看。",
    one_moment="请稍等，这个问题我还要一点时间。",
    handed_off={
        "asked": "好的，正在为您转接人工客服，请稍候。",
        "complaint": "给您添麻烦了，很抱歉。我马上请同事来处理，请稍候。",
        "nothing_found_twice": "这个问题我答不好，已经帮您转接人工客服，请稍候。",
        "bot_unavailable": "抱歉，我这边出了点状况，已经帮您转接人工客服，请稍候。",
        "knowledge_base_unavailable": "抱歉，我这边出了点状况，已经帮您转接人工客服，请稍候。",
        "order_source_failed": "抱歉，订单系统暂时查不了。我请同事来帮您查，请稍候。",
        "order_not_verified": "为了保护您的订单资料，我请同事来帮您核对，请稍候。",
        "number_malformed": "没关系，我请同事来帮您查，请稍候。",
        "proof_malformed": "没关系，我请同事来帮您核对，请稍候。",
        "order_question": "我这边查不了订单。我请同事来帮您查，请稍候。",
        "own_intent": "这个问题同事最清楚。我请同事来为您解答，请稍候。",
        "order_change": "收到，订单的改动由同事来为您办理，请稍候。",
        "missing_or_damaged": "很抱歉让您遇到这样的情况。我请同事来为您处理，请稍候。",
    },
    handed_off_default="正在为您转接人工客服，请稍候。",
    order_locked="尝试的次数有点多，为了保护订单资料，暂时不能再查。我请同事来帮您核对，请稍候。",
)


def desk_texts(language: Language) -> DeskTexts:
    """The desk's lines in English or Simplified Chinese; ``in_script`` converts them."""
    return EN if language == "en" else ZH


def in_script(text: str, language: Language) -> str:
    """``text`` in the visitor's script: each line that is in the other one is converted."""
    if language == "en":
        return text
    return scripts.in_script(text, "Hant" if language == "zh-Hant" else "Hans")
