import json

from tools.readiness import unready_parts


class TestUnreadyParts:
    def test_names_the_parts_that_are_not_ready(self):
        body = {
            "database": {"ok": True, "detail": None},
            "rasa": {"ok": False, "detail": "no model"},
        }

        assert unready_parts(json.dumps(body).encode()) == "rasa: no model"

    def test_says_so_when_the_answer_is_something_else(self):
        assert "does not say what is missing" in unready_parts(b"<html>")
