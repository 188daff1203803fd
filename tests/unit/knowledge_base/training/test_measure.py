import json

import numpy as np
import pytest

from knowledge_base.training.measure import measure


def by_first_letter(texts):
    """Texts with one first letter are one thing; Z is a bit like everything."""
    vectors = np.zeros((len(texts), 27), dtype=np.float32)
    for row, text in enumerate(texts):
        vectors[row, ord(text[0]) - ord("a") if text[0] != "Z" else slice(None)] = 1.0
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture
def folder(tmp_path):
    base = tmp_path / "eval" / "shop"
    base.mkdir(parents=True)
    rows = [{"entry": "A", "question": "apple"}, {"entry": "B", "question": "bee"}]
    queries = [
        {"id": "1", "text": "ant", "entry": "A"},
        {"id": "2", "text": "bat", "entry": "B"},
        {"id": "3", "text": "bird", "entry": "A"},
        {"id": "4", "text": "Z", "entry": "OOS"},
    ]
    for name, lines in (("kb", rows), ("queries.dev", queries)):
        (base / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    (base / "pairs.dev.tsv").write_text("a\tb\tlabel\nant\tax\t1\nant\tbee\t0\n", encoding="utf-8")
    return tmp_path


class TestMeasure:
    def test_recall_is_over_the_questions_that_have_an_entry(self, folder):
        assert measure(by_first_letter, folder, half="dev")["shop"]["recall"] == pytest.approx(
            2 / 3
        )

    def test_auroc_tells_in_scope_from_out(self, folder):
        assert measure(by_first_letter, folder, half="dev")["shop"]["auroc"] == 1.0

    def test_pair_auc_ranks_pairs_by_similarity(self, folder):
        assert measure(by_first_letter, folder, half="dev")["shop"]["pair_auc"] == 1.0

    def test_leaves_out_what_the_half_lacks(self, folder):
        assert measure(by_first_letter, folder, half="test") == {"shop": {}}
