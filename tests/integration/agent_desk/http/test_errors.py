import pytest
import structlog
from flask import Flask, abort, redirect

from agent_desk import errors
from agent_desk.api.errors import STATUS, install_errors, status_of
from tests.fakes.http_desk import ORIGIN, HttpDesk


def every_desk_error(kind=errors.DeskError):
    for child in kind.__subclasses__():
        yield child
        yield from every_desk_error(child)


@pytest.fixture
def app():
    made = Flask("app", static_folder=None)
    install_errors(made)
    return made


def answer_to(app, error):
    @app.get("/x")
    def view():
        raise error

    return app.test_client().get("/x")


class TestDeskError:
    def test_each_has_a_status(self):
        without = [
            kind.__name__ for kind in every_desk_error() if not set(kind.__mro__) & set(STATUS)
        ]

        assert without == []

    @pytest.mark.parametrize(
        ("error", "status", "body"),
        [
            (errors.NotFoundError("No."), 404, {"code": "not_found", "message": "No."}),
            (
                errors.TextRefusedError("Too long.", limit=2000),
                400,
                {"code": "text_too_long", "message": "Too long.", "limit": 2000},
            ),
            (
                errors.RateLimitedError("Wait.", retry_after_seconds=7.0),
                429,
                {"code": "rate_limited", "message": "Wait.", "retry_after_seconds": 7.0},
            ),
            (
                errors.StorageUnavailableError("Not now."),
                503,
                {"code": "storage_unavailable", "message": "Not now."},
            ),
        ],
    )
    def test_is_answered_with_its_code_and_details(self, app, error, status, body):
        answer = answer_to(app, error)

        assert answer.status_code == status
        assert answer.get_json() == {"error": body}

    def test_of_an_unknown_kind_is_the_fault_of_the_desk(self):
        assert status_of(errors.DeskError("?")) == 500


class TestHttpError:
    def test_has_the_same_shape(self, tmp_path):
        browser = HttpDesk(tmp_path).client()
        lost = browser.get("/gone")
        wrong = browser.put("/healthz", headers={"Origin": ORIGIN})
        method = browser.get("/api/login")

        assert (lost.status_code, lost.get_json()["error"]["code"]) == (404, "not_found")
        assert (wrong.status_code, wrong.get_json()["error"]["code"]) == (403, "csrf_failed")
        assert (method.status_code, method.get_json()["error"]["code"]) == (
            405,
            "method_not_allowed",
        )
        assert "POST" in method.headers["Allow"]

    def test_that_a_view_raises_is_internal(self, app):
        @app.get("/x")
        def view():
            abort(500)

        assert app.test_client().get("/x").get_json()["error"]["code"] == "internal"

    def test_is_no_redirect(self, app):
        @app.get("/x")
        def view():
            return redirect("/y")

        @app.get("/folder/")
        def folder():
            return ""

        assert app.test_client().get("/x").status_code == 302
        assert app.test_client().get("/folder").headers["Location"].endswith("/folder/")


class TestUnexpectedError:
    def test_is_logged_and_answered_without_its_cause(self, app):
        with structlog.testing.capture_logs() as lines:
            answer = answer_to(app, RuntimeError("s3cret"))

        assert answer.status_code == 500
        assert answer.get_json()["error"]["code"] == "internal"
        assert "s3cret" not in answer.get_data(as_text=True)
        assert "Traceback" not in answer.get_data(as_text=True)
        (line,) = lines
        assert (line["event"], line["log_level"]) == ("http_request_crashed", "error")
        assert isinstance(line["exc_info"], RuntimeError)
