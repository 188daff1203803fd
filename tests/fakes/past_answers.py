"""A small knowledge base, as rows of a JSON Lines file."""

ENTRIES = [
    {
        "entry": "return",
        "category": "returns",
        "questions": {
            "zh": ["怎么申请退货？", "我想退货", "退货流程"],
            "en": ["How do I return an item?", "return policy", "send it back"],
        },
        "answers": {
            "zh": "在订单页点“退货”。",
            "en": "Open the order and choose Return.",
        },
    },
    {
        "entry": "shipping-brazil",
        "category": "shipping",
        "questions": {"en": ["How long does shipping to Brazil take?", "delivery time Brazil"]},
        "answers": {"en": "15 to 25 days."},
    },
    {
        "entry": "invoice",
        "category": "invoices",
        "questions": {"zh": ["怎么开发票？", "我要发票"]},
        "answers": {"zh": "在订单页申请电子发票。"},
    },
]
