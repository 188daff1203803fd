import json
import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.shop_site import shop_site
from tests.stack.product import product, rasa
from tests.stack.served_desk import STUB, ServedDesk

# What a browser must not do in a test: ask the world for updates.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Other screenshots are for looking at after a test.
SHOWN_IN_DOCS = {"relay.png"}

expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def rasa_url(tmp_path_factory):
    with rasa(tmp_path_factory.mktemp("rasa")) as url:
        yield url


@pytest.fixture(scope="session")
def desk(rasa_url, tmp_path_factory):
    with product(tmp_path_factory.mktemp("product"), rasa_url) as running:
        yield running


@pytest.fixture(scope="session")
def shop(tmp_path_factory):
    """A shop's own site, on an origin that its desk allows. ``shop.tag(…)`` is the script tag."""
    desk = ServedDesk(tmp_path_factory.mktemp("shop"))
    with shop_site(desk.url) as site:
        shops = json.loads(desk.environment["RELAY_AGENT_DESK_SHOPS"])
        shops["demo"] |= {"allowed_origins": [site.origin], "identity_secret": site.identity_secret}
        with desk.running(STUB, RELAY_AGENT_DESK_SHOPS=json.dumps(shops)):
            yield site


@pytest.fixture(scope="session")
def chromium():
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, request):
    """Opens a page in a browser profile of its own; what goes wrong in it fails the test."""
    contexts, errors = [], []

    def open_it(address, *, viewport=(1440, 900), **options):
        width, height = viewport
        context = chromium.new_context(
            viewport={"width": width, "height": height}, **({"locale": "en-US"} | options)
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(f"page error: {error}"))
        page.on(
            "console",
            lambda message: (
                errors.append(message.text)
                if message.type == "error" and "Content Security" in message.text
                else None
            ),
        )
        page.goto(address)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def picture():
    """``picture(name)``: where that screenshot goes.

    The ignored var/pictures, but with RELAY_PICTURES=1 docs/images for those that the docs show.
    """
    root = Path(__file__).parents[2]

    def path_of(name):
        kept = name in SHOWN_IN_DOCS and os.environ.get("RELAY_PICTURES") == "1"
        folder = root / ("docs/images" if kept else "var/pictures")
        folder.mkdir(parents=True, exist_ok=True)
        return folder / name

    return path_of
