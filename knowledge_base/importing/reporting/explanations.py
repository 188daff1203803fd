"""What outcomes and reason codes mean, and what to do: for the page, the terminal and the docs."""

from dataclasses import dataclass
from typing import Literal

from knowledge_base.importing.report import Outcome

Weight = Literal["trouble", "look", "note"]
"""``trouble`` keeps a row from being used until it is mended, ``look`` is for a person to decide,
a ``note`` can be left as it is."""


@dataclass(frozen=True)
class Explanation:
    """A title of a few words, one sentence on what it means, and one on what to do."""

    title: str
    meaning: str
    action: str
    weight: Weight = "look"


OUTCOME_TITLES: dict[Outcome, tuple[str, str]] = {
    "accepted": ("Accepted", "New, and published."),
    "updated": ("Updated", "Changes an entry that was there."),
    "unchanged": ("Unchanged", "Says what is stored already."),
    "merged": ("MergedEntry", "Says the same as another row; both became one."),
    "needs_review": ("Needs review", "Kept out of the answers until a person decides."),
    "rejected": ("Rejected", "Could not be used; mend the row and import it again."),
}
"""Title and meaning."""

EXPLANATIONS: dict[str, Explanation] = {
    "answer_has_order_number": Explanation(
        "Order number in the answer",
        "The answer holds the order or tracking number of one customer.",
        "Write the answer without it, then import it again or accept it in the review.",
    ),
    "answer_has_phone": Explanation(
        "Somebody's phone in the answer",
        "The answer holds a phone number that is not a hotline.",
        "Take it out if it is a person's. If it is the shop's own, name it in "
        "`knowledge_base.shop_contacts`, or accept the row in the review.",
    ),
    "answer_has_identity_number": Explanation(
        "Identity number in the answer",
        "The answer holds the number of an identity card.",
        "Take it out of the answer, and out of the file.",
    ),
    "answer_has_card_number": Explanation(
        "Card number in the answer",
        "The answer holds the number of a bank card.",
        "Take it out of the answer, and out of the file.",
    ),
    "question_has_personal_data": Explanation(
        "Personal data in the question",
        "The question held a phone number, an e-mail address, an identity or a card number, or "
        "nothing but a number. It is replaced already; a name beside it is not.",
        "Read the question, take out names and streets, and accept it in the review.",
    ),
    "question_masked": Explanation(
        "Order number taken out of the question",
        "The question held an order or tracking number, and is kept with a word in its place.",
        "Nothing.",
        "note",
    ),
    "name_masked": Explanation(
        "Number taken out of a name",
        "The name of the entry, its category or its source held a number or an address of a person. "
        "A code in its place keeps different names apart.",
        "Nothing; give the entry another name if you want to read it.",
        "note",
    ),
    "answer_expired": Explanation(
        "Out of date",
        "The answer says until when it is true, and that day is past.",
        "Write what is true now, or leave the row out.",
    ),
    "answer_has_service_phone": Explanation(
        "Hotline in the answer",
        "The answer names a service number.",
        "Nothing, as long as the number is still in use.",
        "note",
    ),
    "answer_has_own_contact": Explanation(
        "The shop's own contact in the answer",
        "The answer names a number or an address that the settings name as the shop's own.",
        "Nothing, as long as it is still in use.",
        "note",
    ),
    "answer_has_email": Explanation(
        "E-mail address in the answer",
        "The answer names an e-mail address.",
        "Nothing, if it is the shop's; take it out if it is a person's.",
        "note",
    ),
    "no_button": Explanation(
        "Link that is no button",
        "The last line of the answer is a link in Markdown whose address or label no button can "
        "have; customers see it as it is written.",
        "Write an address that begins with https://, and a short label.",
        "note",
    ),
    "contradictory_answers": Explanation(
        "Two answers to one question",
        "Another entry answers the same question otherwise: another number, another amount, yes "
        "and no, or simply other words for the very same question.",
        "Decide which is true and change or remove the other.",
    ),
    "entry_of_another_file": Explanation(
        "Would replace an entry of another file",
        "An entry that came from another file has the same name, another question and another "
        "answer.",
        "Give the row a name of its own, or accept it in the review to change that entry.",
    ),
    "reworded": Explanation(
        "New wording of an entry",
        "The file has this question in place of a similar one that is gone from it. The old entry "
        "is answered meanwhile.",
        "Accept it in the review to update the old entry; or import with --prune, which takes the "
        "old one out.",
    ),
    "near_duplicate": Explanation(
        "Nearly the same question",
        "Another entry has nearly the same question and, it seems, the same answer.",
        "Give both one entry name, so that their questions become phrasings of one entry.",
    ),
    "two_entries_win": Explanation(
        "Fits two entries",
        "The nearest question belongs to another entry, so that customers may get its answer.",
        "Make the question more exact, or move it to the entry that should answer it.",
        "note",
    ),
    "wrong_language_tag": Explanation(
        "Other language than the row says",
        "The row says Chinese and is written in English, or Simplified and is written in "
        "Traditional, or the reverse.",
        "Correct the language, or leave the column empty: it is found out.",
    ),
    "missing_translation": Explanation(
        "Answer missing in a language",
        "The entry can be asked for in a language in which it has no answer; customers get the "
        "answer in the other one, with a note.",
        "Add the answer in that language.",
        "note",
    ),
    "one_language": Explanation(
        "In one language only",
        "The questions and the answer of the entry are all in one language. Customers who write "
        "in the other one still find it, less surely.",
        "Add questions and an answer in the other language for what is asked often.",
        "note",
    ),
    "translations_differ": Explanation(
        "Translations differ",
        "The answers of one entry name different numbers in two of its languages or scripts.",
        "Find out which is true and correct the other.",
    ),
    "no_question_nor_answer": Explanation(
        "Empty",
        "The row has neither a question nor an answer.",
        "Fill it in or delete it.",
        "trouble",
    ),
    "no_letter": Explanation(
        "No letter in the question",
        "The question is made of marks only.",
        "Write the question out.",
        "trouble",
    ),
    "too_long": Explanation(
        "Too long",
        "A question has more than 500 characters, an answer more than 5,000, or a name too many.",
        "Shorten it, or split it into several entries.",
        "trouble",
    ),
    "reserved_name": Explanation(
        "Name of an intent",
        "The name of the entry begins with “intent:”, as those of the shop's own intents do.",
        "Change the intent in the settings, or give the entry another name.",
        "trouble",
    ),
    "unknown_field": Explanation(
        "Unknown field in the answer",
        "The answer holds a name in double braces that is no field, which customers would read.",
        "Write a field that there is, or the text that should stand there.",
        "trouble",
    ),
    "too_many_buttons": Explanation(
        "Too many buttons",
        "The answer ends with more links than there may be buttons under it.",
        "Keep the ones that help most.",
        "trouble",
    ),
    "unknown_language": Explanation(
        "Unknown language",
        "The row names a language other than Chinese and English.",
        "Write zh, zh-Hans, zh-Hant or en, or leave the column empty.",
        "trouble",
    ),
    "characters_lost": Explanation(
        "Characters were lost",
        "The text holds replacement marks (\ufffd): it was saved in a wrong encoding before.",
        "Export it again from where it comes from, as UTF-8, or mend the text in the review.",
    ),
    "entry_waits": Explanation(
        "Waits with its entry",
        "Another row of the entry waits for a person, and without that one the entry is not whole.",
        "Decide on the entry: run python -m knowledge_base review.",
    ),
    "entry_incomplete": Explanation(
        "Entry without question or answer",
        "After all rows were read, the entry has no question, or no answer.",
        "Add what is missing under the same entry name.",
        "trouble",
    ),
    "not_readable": Explanation(
        "Cannot be read",
        "The row does not have the form of its file: broken quotes, broken JSON, a wrong type.",
        "Open the file at this line and mend it.",
        "trouble",
    ),
    "answer_needs_entry": Explanation(
        "Answer without a question",
        "The row has an answer, but neither a question nor the name of an entry.",
        "Name the entry that it belongs to.",
        "trouble",
    ),
    "other_answer_on_earlier_line": Explanation(
        "A second answer for the entry",
        "An earlier row gave this entry another answer in the same language; the first one stays.",
        "Keep one of the two, or give the row an entry of its own.",
        "trouble",
    ),
    "repaired": Explanation(
        "Garbled text was repaired",
        "The text had been read in a wrong encoding before (æ€Žä¹ˆ for 怎么) and was turned back.",
        "Have a look at the text; export it again if it is still wrong.",
        "note",
    ),
    "html_cleaned": Explanation(
        "Markup was removed",
        "The text came with HTML; its words, links and line breaks were kept.",
        "Have a look at the answers that had tables or pictures.",
        "note",
    ),
    "shown_otherwise": Explanation(
        "Shown otherwise than stored",
        "The cell holds a number, a date or a duration that its format shows otherwise (0.85 as 85%).",
        "Look at what was read. If it is not what you mean, make the cell a text.",
        "note",
    ),
    "digits_lost": Explanation(
        "Digits may be lost",
        "The cell holds a number of more than 15 digits, of which spreadsheets keep no more, or a "
        "long number that one has shortened (6.2E+18).",
        "Write the number again, in a cell that is formatted as text.",
        "note",
    ),
    "link_lost": Explanation(
        "Link without an address",
        "The link of the cell is made up by a formula that only a spreadsheet program can calculate.",
        "Write the address into the cell, or give the cell a link of its own.",
        "note",
    ),
    "duplicate_question": Explanation(
        "The question was there already",
        "The entry has this question already, give or take width, case and script.",
        "Nothing.",
        "note",
    ),
    "same_answer_merged": Explanation(
        "The same under another name",
        "Another entry has the same question and the same answer; the two were joined.",
        "Nothing; use one name from now on.",
        "note",
    ),
    "past_chat": Explanation(
        "From a past chat",
        "The question and its answer were taken from a conversation.",
        "Read it before it answers customers: run python -m knowledge_base review.",
    ),
}
"""By reason code."""


def explanation(code: str) -> Explanation:
    """What ``code`` means; a code that is not explained is its own title."""
    return EXPLANATIONS.get(code) or Explanation(code.replace("_", " ").capitalize(), "", "")
