"""``python -m agent_desk orders check`` asks a shop's real source."""

import pytest
import yaml
from typer.testing import CliRunner

from agent_desk.cli.main import cli
from tests.fakes.api_server import serve
from tests.fakes.shopify_api import TOKEN, FakeShopify, order

SHOP = {
    "name": {"zh": "燈籠巷", "en": "Lantern Lane"},
    "greeting": {"zh": "您好", "en": "Hello"},
    "order_numbers": [{"pattern": "#{4-6}", "example": "#1001"}],
    "proof": {"kinds": ["email", "phone"]},
}


@pytest.fixture
def shopify():
    return FakeShopify()


@pytest.fixture
def check(shopify, tmp_path, monkeypatch):
    """Runs the command for a shop on Shopify, and returns what it says and its error."""
    with serve(shopify) as url:
        orders = {"kind": "shopify", "url": url, "token": TOKEN}
        file = tmp_path / "config.yml"
        desk = {"shops": {"taipei": SHOP | {"orders": orders}, "bare": SHOP}}
        desk |= {"database_url": f"sqlite:///{tmp_path}/desk.sqlite3"}
        file.write_text(yaml.safe_dump({"agent_desk": desk}))
        monkeypatch.setenv("RELAY_CONFIG", str(file))

        def run(number="#1001", *more, shop="taipei"):
            result = CliRunner().invoke(cli, ["orders", "check", "--shop", shop, number, *more])
            return result.stdout, str(result.exception or "")

        yield run


def test_says_what_is_understood_and_what_a_customer_reads(check):
    said, _ = check()

    for line in (
        "status            partly_shipped", "placed_at         2026-11-03 14:00 UTC",
        "items             IPod Nano - 8gb - green × 2, Paper lantern × 1",
        "total             TWD 1280.0", "carrier         USPS",
        "events          2, out_for_delivery at 2026-11-10 07:10 UTC",
        "refund: paid, TWD 100.0, paid 2026-11-05 01:00 UTC",
        "Found by its tracking number: yes", "Listed for its signed customer: yes, among 1",
        "Guests can prove it with: email or phone",
        "What a customer reads (en):", "What a customer reads (zh-Hant):",
    ):  # fmt: skip
        assert line in said
    assert "warning" not in said


def test_personal_data_is_shown_only_on_demand(check):
    personal = ("lin@example.com", "912 345 678", "Lin Yi-Chun", "207119551")

    masked, _ = check()
    shown, _ = check("#1001", "--show-personal-data")

    assert "email             yes (masked)" in masked
    for value in personal:
        assert value not in masked
        assert value in shown


def test_number_is_read_as_a_customer_writes_it(check, shopify):
    assert "Order #1001: found" in check("my order is ＃1001")[0]


def test_parcel_has_the_page_that_a_customer_gets(check, shopify):
    [sent, *_] = shopify.orders[0]["fulfillments"]
    sent["trackingInfo"][0]["url"] = None

    said, _ = check()

    assert "tools.usps.com/go/TrackConfirmAction?tLabels=9400" in said
    assert "[Track parcel 9400 1000 0000 0000 0000 00]" in said


def test_what_is_missing_is_a_warning(check, shopify):
    shopify.orders = [order(email=None, customer=None)]
    shopify.denied = {"phone"}

    said, _ = check()

    assert "warning: the shop asks for email, phone, and the order has no email, phone" in said
    assert "the order names no customer" in said
    assert "left out, since it cannot be read: order.phone: Access denied" in said


def test_number_of_another_form_is_a_warning(check, shopify):
    shopify.orders = [order(name="B2B-7")]

    assert "no form for this number" in check("B2B-7")[0]


def test_failure_says_what_to_do(check, shopify):
    shopify.faults.append(401)

    assert "access token (status 401); check it, and what it may read" in check()[1]
    assert "There is no order #9999" in check("#9999")[1]
    assert "has no orders" in check(shop="bare")[1]
    assert "the settings have bare, taipei" in check(shop="none")[1]
    assert TOKEN not in "".join(check(shop="none"))
