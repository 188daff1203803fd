"""A shop that is being set up: its settings, checked piece by piece, and the text of its file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml
from pydantic import ValidationError

from agent_desk.errors import ShopSetupError, StartError
from agent_desk.security.starting import check_shop
from agent_desk.settings.shops import ShopSettings
from knowledge_base.configuration.explaining import reasons

_HEADER = """\
# A shop of this desk; the file's name is its id. docs/operations.md lists every setting.
"""
# Stands for what was not asked yet, so that the rest can be checked.
_PLACEHOLDERS = {"name": {"zh": "店", "en": "Shop"}, "greeting": {"zh": "您好", "en": "Hello"}}


@dataclass
class Draft:
    """``values`` are the settings so far, as the shop's file will have them."""

    shop_id: str
    values: dict[str, Any] = field(default_factory=dict)

    def put(self, **values: Any) -> None:
        """Adds settings. Raises ShopSetupError, which says what is wrong; then nothing is added."""
        tried = self.values | values
        _checked(self.shop_id, _PLACEHOLDERS | tried)
        self.values = tried

    def check(self) -> ShopSettings:
        """The whole shop. Raises ShopSetupError if something is missing."""
        return _checked(self.shop_id, self.values)

    @property
    def file_text(self) -> str:
        """What to write into the shop's file."""
        body: str = yaml.safe_dump(self.values, allow_unicode=True, sort_keys=False, width=100)
        return _HEADER + body


def _checked(shop_id: str, values: dict[str, Any]) -> ShopSettings:
    try:
        shop = ShopSettings.model_validate(values)
        check_shop(shop_id, shop)
    except ValidationError as error:
        raise ShopSetupError("; ".join(reasons(ShopSettings, error))) from error
    except StartError as error:
        raise ShopSetupError(str(error)) from error
    return shop
