import pytest
from pydantic import BaseModel, ConfigDict

from agent_desk.errors import InvalidPayloadError
from agent_desk.events.dispatch import parsed


class Payload(BaseModel):
    model_config = ConfigDict(extra="forbid")

    score: int = 0


@pytest.mark.parametrize("arguments", [(), (None,), ({},)])
def test_missing_payload_counts_as_an_empty_one(arguments):
    assert parsed(Payload, arguments) == Payload(score=0)


def test_payload_is_read():
    assert parsed(Payload, ({"score": 4},)).score == 4


def test_second_argument_is_refused():
    with pytest.raises(InvalidPayloadError, match="One object"):
        parsed(Payload, ({}, {}))


@pytest.mark.parametrize(
    ("sent", "field"), [({"score": "much"}, "score"), ({"colour": 1}, "colour"), ([], "payload")]
)
def test_refusal_names_the_field_and_does_not_repeat_what_was_sent(sent, field):
    with pytest.raises(InvalidPayloadError, match=f"^{field}: ") as refused:
        parsed(Payload, (sent,))

    assert "much" not in str(refused.value)
