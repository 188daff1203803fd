"""English."""

from agent_desk.texts.desk import DeskTexts

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
        "digits_malformed": "No problem. I'm calling a colleague who will check it with you.",
        "order_question": "I can't look up orders myself. I'm calling a colleague who can.",
        "order_change": "Got it. Order changes are handled by a colleague; I'm calling one now.",
        "missing_or_damaged": "I'm sorry about that. I'm calling a colleague who will put it right.",
    },
    handed_off_default="I'm calling a colleague; please stay here.",
    order_locked="That was a few tries too many, so I can't look up orders for a while. "
    "I'm calling a colleague who will check this with you.",
)
