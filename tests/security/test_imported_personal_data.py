"""Nothing that a customer once wrote comes to another customer through an import.

A phone and an order number go in by every format, in every place of a file, and come out nowhere:
not in what is published, not in a chip, not in a report or a table, not in a log.
"""

import io
import json
import logging
import sqlite3
from contextlib import closing

import pytest
import structlog
from openpyxl import Workbook
from rich.console import Console

from knowledge_base import KnowledgeBase, KnowledgeBaseSettings
from knowledge_base.importing.options import ImportOptions
from knowledge_base.importing.reporting.page import page
from knowledge_base.importing.reporting.terminal import print_report
from knowledge_base.importing.run import import_files
from knowledge_base.storage.candidates import SqlCandidateStore
from tests.fakes.encoder import FakeEncoder

PHONE, ORDER = "13812345678", "RL2611200001"
SECRETS = (PHONE, ORDER)
ASKED = f"我是王小明，手机{PHONE}，订单{ORDER}什么时候发货？"
ASKED_ORDER = f"Where is my order {ORDER}?"
ANSWER = "两天内发货。"
OTHERS = [
    ("能退货吗？", "七天内可以。"),
    ("可以开发票吗？", "在订单页申请。"),
    ("满多少包邮？", "满一百。"),
]


def workbook(rows, title="FAQ"):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.create_sheet(f"{title} 2").append(["question", "answer"])
    book.worksheets[1].append(["还有别的吗？", "没有。"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


PAIRS = [(ASKED, ANSWER), (ASKED_ORDER, "In the post."), *OTHERS]
RASA = f"""version: "3.1"
nlu:
- intent: faq/ship
  examples: |
    - {ASKED}
    - 能发货吗
responses:
  utter_faq/ship:
  - text: {ANSWER}
"""
FORMATS = {
    "faq.csv": "question,answer\n" + "".join(f"{q},{a}\n" for q, a in PAIRS),
    "faq.tsv": "question\tanswer\n" + "".join(f"{q}\t{a}\n" for q, a in PAIRS),
    "faq.xlsx": workbook([["question", "answer"], *PAIRS]),
    "faq.json": json.dumps([{"question": q, "answer": a} for q, a in PAIRS]),
    "faq.jsonl": "".join(json.dumps({"question": q, "answer": a}) + "\n" for q, a in PAIRS),
    "faq.yml": "".join(f"- question: '{q}'\n  answer: '{a}'\n" for q, a in PAIRS),
    "nlu.yml": RASA,
    "faq.md": "# Help\n" + "".join(f"## {q}\n{a}\n" for q, a in PAIRS),
    "faq.html": "".join(f"<h2>{q}</h2><p>{a}</p>" for q, a in PAIRS),
    "faq.txt": "".join(f"Q: {q}\nA: {a}\n\n" for q, a in PAIRS),
    "chats.csv": "会话ID,发送方,消息内容\n"
    + "".join(f"{n},买家,{q}\n{n},客服,{a}您好好等着就可以收到了。\n" for n, (q, a) in enumerate(PAIRS)),
    "chats.txt": "\n".join(f"客户：{q}\n客服：{a}您好好等着就可以收到了。\n" for q, a in PAIRS),
}  # fmt: skip


@pytest.fixture
def base(tmp_path):
    settings = KnowledgeBaseSettings(
        database_url=f"sqlite:///{tmp_path}/kb/kb.sqlite3",
        index_dir=tmp_path / "kb" / "index",
        refresh_seconds=0,
    )
    return KnowledgeBase(settings, FakeEncoder())


@pytest.fixture
def bring_in(base, tmp_path, caplog, capfd):
    """Imports a file and gives all texts that come of it, by where they can be read."""

    def bring_in(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        log = io.StringIO()
        structlog.configure(logger_factory=structlog.PrintLoggerFactory(log))
        options = ImportOptions(rejects=tmp_path / "rejects.csv")
        try:
            with caplog.at_level(logging.DEBUG):
                report = import_files([path], base, "demo", options=options)
                chips = chips_of(base)
        finally:
            structlog.reset_defaults()
        terminal = Console(file=io.StringIO(), width=300)
        print_report(terminal, report)
        return report, {
            "database": dump_of(base),
            "chips": chips,
            "terminal": terminal.file.getvalue(),
            "page": page(report),
            "rejects": options.rejects.read_text("utf-8-sig"),
            "log": caplog.text + log.getvalue() + "".join(capfd.readouterr()),
        }

    return bring_in


@pytest.mark.parametrize(
    "asked",
    [
        f"Track https://shop.example/o?phone={PHONE}&name=Zhang please",
        f"https://wa.me/86{PHONE}",
        f"在 www.x.cn/track/{PHONE} 查吗",
        f"怎么查 {{{{{PHONE}}}}}",
    ],
)
def test_a_web_address_or_variable_hides_no_number(bring_in, asked):
    rows = [*OTHERS, (asked, ANSWER)]
    report, texts = bring_in(
        "faq.json", json.dumps([{"question": q, "answer": a} for q, a in rows])
    )

    assert [place for place, text in texts.items() if PHONE in text or "Zhang" in text] == []
    assert "question_has_personal_data" in texts["rejects"] + repr(report)


def dump_of(base):
    with closing(sqlite3.connect(base.settings.database.database)) as database:
        return "\n".join(database.iterdump())


def chips_of(base):
    """All that a search gives beside answers; a visitor's page gets parts of it."""
    if base.store.published("demo") is None:
        return ""
    asked = (ASKED, ASKED_ORDER, "什么时候发货", "能退货吗？")
    return repr([base.search(text, limit=9) for text in asked])


def assert_clean(texts):
    assert [(p, secret) for p, text in texts.items() for secret in SECRETS if secret in text] == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_question_gives_nothing_away(bring_in, name):
    report, texts = bring_in(name, FORMATS[name])

    assert report.version or report.candidates
    assert any("[订单号]" in text for text in texts.values())
    assert_clean(texts)


def test_a_question_with_an_order_number_goes_on_as_a_phrasing(bring_in, base):
    bring_in("faq.csv", FORMATS["faq.csv"])

    found = base.search("Where is my order RL2700000009?").matches[0]

    assert found.question == "Where is my order [order number]?"
    assert found.answer == "In the post."


def test_a_question_with_a_phone_waits_for_a_person(bring_in, base):
    report, texts = bring_in("faq.csv", FORMATS["faq.csv"])

    assert "王小明" not in texts["chips"]
    assert report.reasons["question_has_personal_data"] == 1
    (waiting,) = SqlCandidateStore(base.store.database).pending("demo")
    assert waiting.candidate.questions == ("我是王小明，手机[电话]，订单[订单号]什么时候发货？",)


def test_a_hotline_stays_in_a_question(bring_in, base):
    _, texts = bring_in("faq.csv", "question,answer\n400-820-8820 是你们的电话吗？,是的。\n")

    assert "400-820-8820" in texts["chips"]


@pytest.mark.parametrize("column", ["entry", "category", "source", "question", "similar"])
@pytest.mark.parametrize(
    "value", [f"王小明 {PHONE} {ORDER}", ORDER, PHONE, f"\u200b{PHONE[:5]}\u200b{PHONE[5:]}"]
)
def test_no_column_gives_anything_away(bring_in, column, value):
    row = {"entry": "e", "question": "多久发货？", "answer": ANSWER, column: value}
    rows = [row, {"entry": "f", "question": "能退吗？", "answer": "能。"}]

    _, texts = bring_in("faq.jsonl", "".join(json.dumps(row) + "\n" for row in rows))

    assert_clean(texts)


@pytest.mark.parametrize("name", [f"{PHONE} {ORDER}.csv", f"订单{ORDER}.csv", f"{PHONE}.csv"])
def test_the_name_of_a_file_gives_nothing_away(bring_in, name):
    _, texts = bring_in(name, "question,answer\n多久发货？,两天。\n？？,x\n电话？,打 13912345678\n")

    assert_clean(texts)


def test_the_name_of_a_sheet_gives_nothing_away(bring_in):
    content = workbook([["question", "answer"], *OTHERS, ["？？", "x"]], title=f"{PHONE} {ORDER}")

    report, texts = bring_in("faq.xlsx", content)

    assert report.outcomes["rejected"] == 1
    assert_clean(texts)


def test_rows_that_cannot_be_used_give_nothing_away(bring_in):
    rows = [f"{ASKED},a,b,c", f"{ASKED}{'？' * 500},{ANSWER}", f"{ASKED},", "能退吗,能"]

    report, texts = bring_in("faq.csv", "question,answer\n" + "\n".join(rows) + "\n")

    assert (report.outcomes["rejected"], report.outcomes["needs_review"]) == (2, 1)
    assert_clean(texts)


def test_names_that_differ_in_a_number_stay_different(bring_in, base):
    rows = [
        {"entry": f"RL26112000{n:02}", "question": f"第{n}个？", "answer": f"第{n}。"}
        for n in range(20)
    ]
    content = "".join(json.dumps(row) + "\n" for row in rows)
    bring_in("faq.jsonl", content)

    again, _ = bring_in("faq.jsonl", content)

    assert len(base.store.content("demo").entries) == 20
    assert (again.unchanged, again.version) == (20, None)


class TestStoredBefore:
    """Entries that an import brought in when questions were not checked."""

    @pytest.fixture
    def stored(self, base):
        from knowledge_base.content.entries import Entry
        from knowledge_base.storage.staging import Change

        entry = Entry(ORDER, PHONE, PHONE, {"zh": (ASKED,)}, {"zh": ANSWER})
        with base.store.staging("demo") as staging:
            staging.put([Change(entry, f"{PHONE}.csv", 1, frozenset())])
            staging.publish(staging.content(), "import")

    def test_gives_nothing_away_in_a_chip(self, stored, base):
        assert_clean({"chips": chips_of(base)})

    def test_a_chip_still_leads_to_its_answer(self, stored, base):
        chip = base.search(ASKED).matches[0].entry

        assert base.answer(chip).answer == ANSWER
