"""A visitor writes in a language that the assistant does not speak: what agents see of it."""

import pytest
from playwright.sync_api import expect

from tests.browser.surfaces import Console, Widget
from tests.stack.product import command
from tests.stack.served_desk import STUB, ServedDesk

PASSWORD = "correct horse battery"
MEI, IRA = "mei@shop.example", "ira@shop.example"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A desk without a bot. Ira speaks Russian."""
    desk = ServedDesk(tmp_path_factory.mktemp("desk"))
    command(desk.environment, "agent_desk", "migrate")
    for email, name in ((MEI, "小美 Mei"), (IRA, "Ира Ira")):
        add = ("agents", "add", email, "--name", name, "--password-stdin")
        command(desk.environment, "agent_desk", *add, stdin=PASSWORD)
    command(desk.environment, "agent_desk", "agents", "set", IRA, "--language", "ru")
    with desk.running(STUB):
        yield desk


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_agents_read_its_name_and_pass_the_chat_on(desk, open_page, picture, scheme):
    mei = Console(open_page(f"{desk.url}/console", color_scheme=scheme)).log_in(MEI, PASSWORD)
    widget = Widget(open_page(f"{desk.url}/?lang=en")).open()
    widget.by("talk-to-person").click()
    expect(widget.by("waiting")).to_be_visible()
    mei.claim_next()
    expect(mei.by("other-language")).to_have_count(0)

    widget.say("Где мой заказ?")

    mei.by("tab-mine").click()
    title = "Writes in Russian, which the assistant does not speak"
    for place in ("conversation-row", "chat-state"):
        badge = mei.by(place).first.get_by_test_id("other-language")
        expect(badge).to_have_text("Russian")
        expect(badge).to_have_attribute("title", title)
        expect(badge).to_have_attribute("aria-label", title)
    for language, name in (("zh-Hans", "俄语"), ("zh-Hant", "俄文"), ("en", "Russian")):
        mei.by("language").select_option(language)
        expect(mei.by("other-language").first).to_have_text(name)
        mei.page.screenshot(path=picture(f"other-language-{scheme}-{language}.png"))
    mei.page.set_viewport_size({"width": 360, "height": 740})
    mei.page.screenshot(path=picture(f"other-language-{scheme}-phone.png"))
    mei.by("back").click()
    mei.page.screenshot(path=picture(f"other-language-{scheme}-phone-list.png"))
    mei.by("conversation-row").first.click()

    mei.by("transfer-open").click()
    expect(mei.by("transfer-language")).to_contain_text("Anyone who speaks Russian")
    mei.page.screenshot(path=picture(f"other-language-{scheme}-transfer.png"))
    mei.by("transfer").press("Escape")
    widget.say("Sorry, where is my order?")
    expect(mei.by("other-language")).to_have_count(0)
    mei.by("step-resolve").click()
