"""A guest writes while the desk asks for proofs of work."""

import pytest
from playwright.sync_api import expect

from tests.browser.surfaces import Widget
from tests.fakes.rasa_server import FakeRasa
from tests.stack.served_desk import STUB, ServedDesk


@pytest.fixture
def desk(tmp_path):
    """Its proofs are too hard to be found before somebody looks at the page."""
    with FakeRasa().running() as rasa:
        desk = ServedDesk(tmp_path, rasa_url=rasa.url)
        asks = {
            "RELAY_AGENT_DESK_PROOF_OF_WORK__ALWAYS": "true",
            "RELAY_AGENT_DESK_PROOF_OF_WORK__BITS": "21",
        }
        with desk.running(STUB, **asks):
            yield desk


@pytest.mark.parametrize(
    ("language", "checking"), [("en", "Checking your browser"), ("zh-Hans", "正在验证")]
)
def test_line_gets_through_after_the_browser_was_checked(
    desk, open_page, picture, language, checking
):
    page = open_page(f"{desk.url}/?lang={language}")
    widget = Widget(page).open()
    widget.say("How long does shipping to Brazil take?")
    expect(widget.by("status-checking")).to_contain_text(checking)
    page.screenshot(path=picture(f"checking-{language}.png"))
    widget.say("And to Japan?")

    expect(widget.by("line-bot").first).to_contain_text("15–25", timeout=120_000)
    expect(widget.by("line-visitor")).to_have_text(
        ["How long does shipping to Brazil take?", "And to Japan?"]
    )
    expect(widget.by("status-failed")).to_have_count(0)
    assert desk.metric('relay_proofs_total{outcome="accepted"}') == 1


def test_line_is_sent_once_after_a_reload_while_the_browser_was_checked(desk, open_page):
    page = open_page(f"{desk.url}/?lang=en")
    widget = Widget(page).open()
    widget.say("How long does shipping to Brazil take?")
    expect(widget.by("status-checking")).to_be_visible()

    page.reload()
    if not widget.composer.is_visible():
        widget.open()

    expect(widget.by("line-bot")).to_contain_text("15–25", timeout=120_000)
    expect(widget.by("line-visitor")).to_have_count(1)


def test_browser_without_workers_gives_a_proof_too(desk, chromium, request):
    context = chromium.new_context(locale="en-US")
    request.addfinalizer(context.close)
    context.add_init_script("delete window.Worker")
    page = context.new_page()
    page.goto(f"{desk.url}/?lang=en")
    widget = Widget(page).open()
    widget.say("How long does shipping to Brazil take?")

    expect(widget.by("line-bot")).to_contain_text("15–25", timeout=120_000)
