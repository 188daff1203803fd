"""Simplified Chinese."""

from agent_desk.texts.catalogue import Texts

ZH_HANS = Texts(
    greet="您好，我是{shop}的自动客服助手。请问有什么可以帮您？",
    goodbye="感谢您的咨询，再见。",
    thank="不客气。还有其他问题，直接告诉我就好。",
    affirm="好的。请问您想了解什么？",
    deny="好的。需要时随时告诉我。",
    bot_challenge="我是自动助手，不是真人。想和人工客服沟通，说“转人工”就可以。",
    ask_order_number="请告诉我您的{number_name}[（例如 {number_example}）]。",
    order_number_again="这看起来不是完整的{number_name}[（例如 {number_example}）]，请核对后再发一次。",
    ask_phone_last4="为了保护您的资料，请提供 {number} 下单时所留手机号的后四位。",
    ask_email="为了保护您的资料，请提供 {number} 下单时所留的邮箱地址。",
    ask_postal_code="为了保护您的资料，请提供 {number} 收货地址的邮编。",
    ask_surname="为了保护您的资料，请提供 {number} 收件人的姓氏。",
    ask_phone_or_email="为了保护您的资料，请提供 {number} 下单时所留手机号的后四位，或者邮箱地址。",
    phone_last4_again="请直接输入 {number} 下单手机号的最后四位数字，例如 1234。",
    email_again="请直接输入 {number} 下单时所留的完整邮箱地址，例如 anna@example.com。",
    postal_code_again="请直接输入 {number} 收货地址的邮编。",
    surname_again="请直接输入 {number} 收件人的姓氏。",
    phone_or_email_again="请直接输入 {number} 下单手机号的最后四位数字（例如 1234），或者完整的邮箱地址。",
    why_proof="订单号容易被人猜到。核对这项资料，是为了确保只有您本人能看到订单；它只用于核对，不作他用。",
    no_proof="没关系。没有这项资料，我在这里不能显示订单，但人工客服可以帮您核对，说“转人工”就可以。找到了也可以直接发给我。",
    form_left="好的，先不查了。需要时随时告诉我。",
    start_over="好的，我们重新开始。请问有什么可以帮您？",
    no_words="请问有什么可以帮您？",
    order_mismatch="您提供的号码和资料没有对应的订单，请核对后再试一次。",
    not_among_orders="在您的订单中没有找到这个号码，请核对后再试一次。",
)
