import json
import os
import subprocess

import pytest

from tests.bot.conftest import RASA_PYTHON, rasa_environment
from tests.stack.processes import ROOT


@pytest.fixture(scope="module")
def seen(model):
    """What tests/bot/inside_rasa.py found in Rasa's interpreter, and its log."""
    run = subprocess.run(
        [RASA_PYTHON, "tests/bot/inside_rasa.py", model],
        cwd=ROOT,
        env=os.environ | rasa_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-3000:]
    return json.loads(run.stdout.splitlines()[-1]) | {"log": run.stderr}


class TestWhatRasaKeeps:
    def test_is_nothing_after_a_hundred_conversations(self, seen):
        assert (seen["stored"], seen["locks"], seen["trackers"]) == (0, 0, 0)


class TestFailuresInsideATurn:
    def test_a_missing_text_fails_the_turn(self, seen):
        assert seen["silent"] == "turn_failed"

    def test_a_failed_action_fails_the_turn(self, seen):
        assert seen["broken"] == "turn_failed"

    def test_an_unexpected_error_is_a_500_without_the_message(self, seen):
        status, body = seen["unexpected"]
        assert status == 500
        assert json.loads(body)["error"]["code"] == "turn_failed"
        assert "查订单" not in body

    def test_a_missing_model_is_a_503(self, seen):
        status, body = seen["no agent"]
        assert status == 503
        assert json.loads(body)["error"]["code"] == "not_ready"

    def test_the_log_names_the_error(self, seen):
        assert "A turn failed: ValueError" in seen["log"]


class TestClassifier:
    def test_understands_typing_errors_scripts_and_two_languages(self, seen):
        assert seen["classifier"]["meant"] == ["track", "track", "greet", "cancel"]

    def test_is_never_certain_and_undecided_without_words(self, seen):
        likely = seen["classifier"]["likely"]
        assert max(likely) < 0.9999
        assert likely[4] == likely[6] == pytest.approx(1 / 3)
        assert seen["classifier"]["sums"]

    def test_is_the_same_after_loading(self, seen):
        assert seen["classifier"]["stored"]

    def test_is_refused_with_another_encoder(self, seen):
        assert seen["classifier"]["refused"] == "encoder_changed"


class TestSecret:
    def test_rasa_does_not_start_without_one(self, seen, model):
        assert seen["no secret"] == [True, True, True]

        environment = os.environ | rasa_environment()
        environment.pop("RELAY_RASA_SECRET", None)
        words = ["-m", "rasa", "run", "--model", model, "--credentials", "bot/credentials.yml"]
        run = subprocess.run(
            [RASA_PYTHON, *words, "-i", "127.0.0.1", "-p", "0"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert run.returncode != 0
        assert "RELAY_RASA_SECRET" in run.stdout + run.stderr
