"""Traditional Chinese as it is written in Hong Kong."""

from agent_desk.texts.catalogue import Texts

ZH_HK = Texts(
    greet="您好，我是{shop}的自動客服助理，請問有甚麼可以幫到您？",
    goodbye="多謝您的查詢，再見。",
    thank="不用客氣。如有其他問題，歡迎隨時告訴我。",
    affirm="好的，請問您想了解甚麼？",
    deny="好的，有需要時請隨時告訴我。",
    bot_challenge="我是自動客服助理，並非真人。如需聯絡客戶服務員，請輸入「轉真人客服」。",
    ask_order_number="請提供您的{number_name}[（例如 {number_example}）]。",
    order_number_again="這似乎不是完整的{number_name}[（例如 {number_example}）]，請核對後再次輸入。",
    ask_phone_last4="為保障您的個人資料，請提供 {number} 所登記電話號碼的最後四位數字。",
    ask_email="為保障您的個人資料，請提供 {number} 所登記的電郵地址。",
    ask_postal_code="為保障您的個人資料，請提供 {number} 送貨地址的郵政編碼。",
    ask_surname="為保障您的個人資料，請提供 {number} 收件人的姓氏。",
    ask_phone_or_email="為保障您的個人資料，請提供 {number} 所登記電話號碼的最後四位數字，或電郵地址。",
    phone_last4_again="請直接輸入 {number} 所登記電話號碼的最後四位數字，例如 1234。",
    email_again="請直接輸入 {number} 所登記的完整電郵地址，例如 anna@example.com。",
    postal_code_again="請直接輸入 {number} 送貨地址的郵政編碼。",
    surname_again="請直接輸入 {number} 收件人的姓氏。",
    phone_or_email_again="請直接輸入 {number} 所登記電話號碼的最後四位數字（例如 1234），或完整的電郵地址。",
    why_proof="訂單號碼容易被猜中。核對這項資料，是為了確保只有您本人可以查看訂單；資料只作核對之用。",
    no_proof="不要緊。沒有這項資料，我未能在此顯示訂單，但客戶服務員可以為您核對，請輸入「轉真人客服」。如找到資料，亦可直接傳給我。",
    form_left="好的，暫不查詢。有需要時請隨時告訴我。",
    start_over="好的，我們重新開始。請問有甚麼可以幫到您？",
    no_words="請問有甚麼可以幫到您？",
    order_mismatch="您提供的號碼與資料並無對應的訂單，請核對後再試。",
    not_among_orders="您的訂單當中沒有這個號碼，請核對後再試。",
)
