"""English."""

from agent_desk.texts.catalogue import Texts

EN = Texts(
    greet="Hello, I am {shop}'s automatic assistant. How can I help you?",
    goodbye="Thank you for your visit. Goodbye.",
    thank="You are welcome. If anything else comes up, just ask.",
    affirm="All right. What would you like to know?",
    deny="All right. I am here when you need me.",
    bot_challenge="I am an automatic assistant, not a person. To talk to a person, just say “talk to a person”.",
    ask_order_number="What is your {number_name}[ (such as {number_example})]?",
    order_number_again="That does not look like a complete {number_name}[ (such as {number_example})]. Please check it and send it again.",
    ask_phone_last4="To protect your details, please give the last four digits of the phone number on {number}.",
    ask_email="To protect your details, please give the e-mail address on {number}.",
    ask_postal_code="To protect your details, please give the postal code of the delivery address of {number}.",
    ask_surname="To protect your details, please give the surname to which {number} is addressed.",
    ask_phone_or_email="To protect your details, please give the last four digits of the phone number or the e-mail address on {number}.",
    phone_last4_again="Please send just the last four digits of the phone number on {number}, for example 1234.",
    email_again="Please send the whole e-mail address with which {number} was ordered, for example anna@example.com.",
    postal_code_again="Please send just the postal code of the delivery address of {number}.",
    surname_again="Please send just the surname to which {number} is addressed.",
    phone_or_email_again="Please send the last four digits of the phone number on {number}, for example 1234, or the whole e-mail address.",
    why_proof="Order numbers are easy to guess. I ask so that nobody but you can see your order; what you send is compared with the order and used for nothing else.",
    no_proof="No problem. Without it I cannot show the order here, but a person can check it with you: just say “talk to a person”. If you find it, send it here.",
    form_left="All right, we can leave that. Let me know when you need anything.",
    start_over="All right, let us start over. How can I help?",
    no_words="How can I help you?",
    order_mismatch="The number and the details you gave do not match any order. Please check them and try again.",
    not_among_orders="That number does not match any of your orders. Please check it and try again.",
)
