"""Commands that write a file say what went wrong and where, and leave no half of it."""

import json

import pytest

from tests.fakes.full_disk import full_disk

ROOM = 200_000
"""Bytes: enough for what a database has beside it, and not for what the commands write here."""

MANY = [
    {
        "entry": f"e{number}x",
        "questions": {"zh": [f"第{number}项业务{'怎样办理' * 100}"]},
        "answers": {"zh": f"答案{number} " + "在订单页申请。" * 700},
    }
    for number in range(16)
]


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def stopped(run, out):
    """Runs a command on a full disk; gives what it complained of."""

    def stopped(*arguments):
        with full_disk(ROOM):
            code, _, complained = run(*arguments)
        assert code == 1
        assert list(out.iterdir()) == []
        return complained

    return stopped


@pytest.mark.parametrize("name", ["all.jsonl", "all.csv"])
def test_an_export(run, write, stopped, out, name):
    run("import", write(MANY))

    complained = stopped("export", "--output", out / name)

    assert complained.endswith(f"error: {out}/{name} cannot be written: File too large\n")


def test_a_table_for_the_review(run, write, stopped, out):
    waits = [
        {**entry, "answers": {"zh": f"请打 13812345678。{entry['answers']['zh']}"}}
        for entry in MANY
    ]
    run("import", write(waits))

    complained = stopped("review", "--export", out / "review.csv")

    assert complained.endswith(f"error: {out}/review.csv cannot be written: File too large\n")


def test_decisions_on_old_questions(write, stopped, out, tmp_path):
    questions = tmp_path / "q.jsonl"
    lines = ({"id": f"{n}", "text": f"第{n % 16}项业务怎样办理"} for n in range(400))
    questions.write_text("".join(json.dumps(line) + "\n" for line in lines))

    complained = stopped(
        "replay", "--kb", write(MANY), "--questions", questions, "--out", out / "d.jsonl"
    )

    assert complained.endswith(f"error: {out}/d.jsonl cannot be written: File too large\n")


def test_an_index(run, write, settings):
    run("import", write(MANY))
    before = sorted(settings.index_path.rglob("*"))

    with full_disk(ROOM // 2):
        code, _, complained = run("rebuild")

    assert code == 1
    assert "the index in " in complained
    assert complained.endswith(" cannot be written: File too large\n")
    assert sorted(settings.index_path.rglob("*")) == before
