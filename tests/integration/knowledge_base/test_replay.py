"""``replay`` and ``evaluate`` on the command line, on a few entries."""

import json

import pytest

KB = [
    {"entry": "return", "question": "怎么退货"},
    {"entry": "return", "question": "我想把东西退回去"},
    {"entry": "invoice", "question": "怎么开发票", "answer": "在订单页申请。", "language": "zh"},
    {"entry": "invoice", "question": "how do I get an invoice"},
]
QUESTIONS = [
    {"id": "q1", "text": "怎么开发票"},
    {"id": 2, "text": "zzz qqq"},
    {"id": "q3", "text": "？？"},
]


@pytest.fixture
def files(tmp_path):
    def write(name, rows):
        path = tmp_path / name
        lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    return write


@pytest.fixture
def replay(run, files, tmp_path):
    def replay(kb=KB, questions=QUESTIONS, *options):
        out = tmp_path / "out.jsonl"
        paths = ("--kb", files("kb.jsonl", kb), "--questions", files("q.jsonl", questions))
        code, _, complained = run("replay", *paths, "--out", out, *options)
        written = out.read_text("utf-8").splitlines() if out.exists() else []
        return code, [json.loads(line) for line in written], complained

    return replay


class TestReplay:
    def test_writes_a_row_for_each_question_in_their_order(self, replay):
        code, rows, printed = replay()

        assert code == 0
        assert [row["id"] for row in rows] == ["q1", "2", "q3"]
        assert "2 entries with 4 questions were asked 3" in " ".join(printed.split())

    def test_tells_the_decision_and_the_matches(self, replay):
        first = replay()[1][0]

        assert first["decision"] == "answer"
        assert first["matches"][0] == {
            "entry": "invoice",
            "confidence": 1.0,
            "similarity": pytest.approx(1.0, abs=0.01),
            "question": "怎么开发票",
        }
        assert {match["entry"] for match in first["matches"]} <= {"return", "invoice"}

    def test_leaves_what_it_knows_nothing_of_to_others(self, replay):
        unknown, empty = replay()[1][1:]

        assert unknown["decision"] != "answer"
        assert (empty["decision"], empty["matches"]) == ("hand_off", [])

    def test_a_higher_precision_never_answers_more(self, replay):
        questions = [{"id": str(n), "text": row["question"][:-1]} for n, row in enumerate(KB)]

        answered = [
            sum(row["decision"] == "answer" for row in replay(KB, questions, *option)[1])
            for option in (("--target-precision", "0.6"), ("--target-precision", "0.99"))
        ]

        assert answered[0] >= answered[1]

    def test_reports_rows_that_cannot_be_used(self, replay):
        code, rows, printed = replay([*KB, {"entry": "empty", "question": ""}])

        assert (code, len(rows)) == (0, 3)
        assert "kb.jsonl:5" in printed

    @pytest.mark.parametrize("line", ["not json", {"id": "q2"}, {"text": "no id"}])
    def test_names_the_question_that_cannot_be_read_and_writes_nothing(self, replay, line):
        code, rows, printed = replay(KB, [QUESTIONS[0], line])

        assert (code, rows) == (1, [])
        assert "line 2" in printed

    def test_refuses_entries_of_which_none_can_be_used(self, replay):
        code, rows, printed = replay([{"entry": "empty", "question": ""}])

        assert (code, rows) == (1, [])
        assert "has no row that can be used" in printed


class TestEvaluate:
    def test_draws_a_picture_for_each_language_and_a_page(self, run, files, tmp_path):
        topics = ["退货 运费", "发票 抬头", "清关 税费", "优惠券 过期", "尺码 偏小"]
        asked = [
            "{}怎么办",
            "请问{}",
            "关于{}的问题",
            "{}找谁",
            "想问{}",
            "{}能说说吗",
            "说说{}",
            "{}呢",
        ]
        rows = [
            {"entry": f"topic-{n}", "question": form.format(topic), "answer": "好的。"}
            for n, topic in enumerate(topics)
            for form in asked
        ]
        run("import", files("many.jsonl", rows))

        code, printed, _ = run("evaluate", "--output", tmp_path / "drawn")

        assert code == 0
        assert "Chinese: answers from a confidence of" in printed
        assert (tmp_path / "drawn" / "demo-zh.png").read_bytes().startswith(b"\x89PNG")
        assert "data:image/png" in (tmp_path / "drawn" / "demo.html").read_text("utf-8")

    def test_says_when_there_is_too_little_to_judge_by(self, run, write):
        run("import", write())

        code, _, printed = run("evaluate")

        assert code == 1
        assert "too few questions" in printed
