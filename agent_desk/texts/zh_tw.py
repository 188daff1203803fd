"""Traditional Chinese as it is written in Taiwan."""

from agent_desk.texts.catalogue import Texts

ZH_TW = Texts(
    greet="您好，我是{shop}的自動客服小幫手，請問有什麼可以為您服務？",
    goodbye="感謝您的詢問，祝您有美好的一天。",
    thank="不客氣。如果還有其他問題，歡迎直接告訴我。",
    affirm="好的，請問您想了解什麼？",
    deny="好的，有需要時再告訴我。",
    bot_challenge="我是自動客服小幫手，不是真人。想找客服人員的話，輸入「找真人客服」就可以了。",
    ask_order_number="請提供您的{number_name}[（例如 {number_example}）]。",
    order_number_again="這看起來不是完整的{number_name}[（例如 {number_example}）]，請確認後再傳一次。",
    ask_phone_last4="為了保護您的個人資料，請提供 {number} 訂購人手機號碼的末四碼。",
    ask_email="為了保護您的個人資料，請提供 {number} 訂購時填寫的電子郵件地址。",
    ask_postal_code="為了保護您的個人資料，請提供 {number} 收件地址的郵遞區號。",
    ask_surname="為了保護您的個人資料，請提供 {number} 收件人的姓氏。",
    ask_phone_or_email="為了保護您的個人資料，請提供 {number} 訂購人手機號碼的末四碼，或電子郵件地址。",
    phone_last4_again="請直接輸入 {number} 訂購人手機號碼的末四碼，例如 1234。",
    email_again="請直接輸入 {number} 訂購時填寫的完整電子郵件地址，例如 anna@example.com。",
    postal_code_again="請直接輸入 {number} 收件地址的郵遞區號。",
    surname_again="請直接輸入 {number} 收件人的姓氏。",
    phone_or_email_again="請直接輸入 {number} 訂購人手機號碼的末四碼（例如 1234），或完整的電子郵件地址。",
    why_proof="訂單編號容易被猜到。核對這項資料，是為了確保只有您本人看得到訂單；資料僅供核對，不作其他用途。",
    no_proof="沒關係。少了這項資料，我無法在這裡顯示訂單，但客服人員可以協助您核對，輸入「找真人客服」就可以了。找到的話，也可以直接傳給我。",
    form_left="好的，那就先不查詢。有需要時再告訴我。",
    start_over="好的，我們重新開始。請問有什麼可以為您服務？",
    no_words="請問有什麼可以為您服務？",
    order_mismatch="您提供的號碼與資料查無對應的訂單，請確認後再試一次。",
    not_among_orders="您的訂單中查無這個號碼，請確認後再試一次。",
)
