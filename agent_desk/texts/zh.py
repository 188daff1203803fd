"""Simplified Chinese."""

from agent_desk.texts.desk import DeskTexts

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
        "digits_malformed": "没关系，我请同事来帮您核对，请稍候。",
        "order_question": "我这边查不了订单。我请同事来帮您查，请稍候。",
        "order_change": "收到，订单的改动由同事来为您办理，请稍候。",
        "missing_or_damaged": "很抱歉让您遇到这样的情况。我请同事来为您处理，请稍候。",
    },
    handed_off_default="正在为您转接人工客服，请稍候。",
    order_locked="尝试的次数有点多，为了保护订单资料，暂时不能再查。我请同事来帮您核对，请稍候。",
)
