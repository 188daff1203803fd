import pytest

from agent_desk import errors
from agent_desk.error_shape import ErrorShape, error_shape
from agent_desk.events.payloads.shared import ErrorView


class TestErrorShape:
    @pytest.mark.parametrize(
        ("error", "shape"),
        [
            (errors.NotFoundError("No."), {"code": "not_found", "message": "No."}),
            (
                errors.TextRefusedError("Too long.", limit=2000),
                {"code": "text_too_long", "message": "Too long.", "limit": 2000},
            ),
            (
                errors.TooManyConnectionsError("Wait.", limit=4, retry_after_seconds=7.0),
                {
                    "code": "too_many_connections",
                    "message": "Wait.",
                    "limit": 4,
                    "retry_after_seconds": 7.0,
                },
            ),
            (
                errors.ProofRequiredError("Work.", challenge="18.0.a.b", bits=18),
                {
                    "code": "proof_required",
                    "message": "Work.",
                    "challenge": {"text": "18.0.a.b", "bits": 18},
                },
            ),
        ],
    )
    def test_has_the_code_and_what_belongs_to_it(self, error, shape):
        assert error_shape(error) == shape

    def test_shows_nothing_of_an_unexpected_error(self):
        shape = error_shape(RuntimeError("s3cret"))

        assert shape["code"] == "internal"
        assert "s3cret" not in shape["message"]

    def test_has_the_fields_of_the_socket_contract(self):
        assert set(ErrorView.model_fields) == set(ErrorShape.__annotations__)
