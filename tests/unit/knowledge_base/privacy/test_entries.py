"""Entries as they may be shown."""

from knowledge_base.content.entries import Content, Entry
from knowledge_base.privacy.entries import content_to_serve, without_personal_data
from knowledge_base.privacy.pseudonyms import Pseudonyms

PHONE = "13812345678"
hide = Pseudonyms("secret")


def test_questions_and_names_lose_their_numbers_and_the_answer_keeps_them():
    asked = f"手机{PHONE}怎么换？"
    entry = Entry(f"e {PHONE}", PHONE, f"{PHONE}.csv", {"zh": (asked, asked)}, {"zh": PHONE})

    clean = without_personal_data(entry, hide)

    assert clean.answers == entry.answers
    assert PHONE not in repr(clean).replace(repr(clean.answers), "")
    assert clean.questions == {"zh": ("手机[电话]怎么换？",) * 2}


def test_what_is_served_keeps_every_place():
    entries = tuple(Entry(key, questions={"en": (key,)}) for key in ("a", PHONE, "z"))
    content = Content("demo", "1-abc", entries)

    served = content_to_serve(content, hide)

    assert [len(entry.questions["en"]) for entry in served.entries] == [1, 1, 1]
    assert [served.entries[n].key for n in (0, 2)] == ["a", "z"]
    assert served.by_key[hide(PHONE)] == served.entries[1]
    assert served.digest == content.digest
