"""Numbers that the desk could not work with stop it at the start, by the name of the setting."""

import pytest

from agent_desk.settings.desk import DeskSettings
from agent_desk.settings.orders import HttpOrders
from knowledge_base.errors import ConfigurationError


class TestBounds:
    @pytest.mark.parametrize(
        ("group", "setting", "value"),
        [
            ("", "port", -1),
            ("", "port", 65536),
            ("", "trusted_proxies", -1),
            ("", "reopen_hours", -1),
            ("handoff", "max_wait_seconds", 0),
            ("idle", "reminder_seconds", -1),
            ("turns", "wait_seconds", -0.1),
            ("turns", "lease_seconds", 0),
            ("turns", "attempts", 0),
            ("turns", "cooldown_seconds", 1e12),
            ("policy", "intent_confidence", 1.1),
            ("policy", "dialogue_confidence", -0.1),
            ("policy", "out_of_scope_confidence", float("nan")),
            ("rasa", "timeout_seconds", float("inf")),
            ("limits", "text_length", 0),
            ("limits", "frame_bytes", 100),
            ("limits", "page_size", 0),
            ("console", "away_after_seconds", 0),
            ("console", "offer_again_seconds", -1),
            ("console", "session_hours", 0),
            ("console", "red_after_seconds", -1),
        ],
    )
    def test_a_number_out_of_bounds_is_refused_by_name(self, group, setting, value):
        values = {group: {setting: value}} if group else {setting: value}
        name = ".".join(filter(None, ["agent_desk", group, setting]))

        with pytest.raises(ConfigurationError) as caught:
            DeskSettings(**values)

        assert f"{name}: must be" in str(caught.value)
        assert "\n" not in str(caught.value)

    @pytest.mark.parametrize(
        ("group", "setting", "value"),
        [
            ("idle", "close_seconds", 0),
            ("turns", "wait_seconds", 0),
            ("turns", "attempts", 1),
            ("policy", "intent_confidence", 0),
            ("policy", "dialogue_confidence", 1),
            ("rasa", "patience_seconds", 0),
            ("console", "offer_again_seconds", 0),
        ],
    )
    def test_the_bound_itself_may_be_set(self, group, setting, value):
        settings = DeskSettings(**{group: {setting: value}})

        assert getattr(getattr(settings, group), setting) == value

    def test_an_order_api_has_a_deadline(self):
        with pytest.raises(ValueError, match="timeout_seconds"):
            HttpOrders(kind="http", url="https://shop.example", token="t", timeout_seconds=0)
