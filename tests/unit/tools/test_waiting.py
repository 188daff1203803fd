import json

from tools.waiting import explain


class TestExplain:
    def test_names_the_parts_that_are_not_ready(self):
        body = {
            "database": {"ok": True, "detail": None},
            "rasa": {"ok": False, "detail": "no model"},
        }

        assert explain(json.dumps(body).encode()) == "rasa: no model"

    def test_says_so_when_the_answer_is_something_else(self):
        assert "not with what is missing" in explain(b"<html>")
