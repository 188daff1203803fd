"""An agent hears of new lines in their chats, and a visitor why they wait longer."""

import pytest
from playwright.sync_api import expect

from tests.browser.surfaces import Console, Widget
from tests.stack.product import command
from tests.stack.served_desk import STUB, ServedDesk
from tests.stack.waiting import until

MEI, PASSWORD = "mei@shop.example", "correct horse battery"

# Counts what is heard and notified; `hide(true)` hides the page as another window would.
LISTENING = """
window.heard = {sounds: 0, notifications: []};
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (at) { window.heard.sounds += 1; start.call(this, at); };
window.Notification = class {
  static permission = "PERMISSION";
  static async requestPermission() { return this.permission; }
  constructor(title, options) {
    window.heard.notifications.push({title, ...options});
    setTimeout(() => this.onshow?.());
  }
  close() {}
};
let hidden = false;
Object.defineProperty(document, "visibilityState", {get: () => hidden ? "hidden" : "visible"});
window.hide = (isHidden) => {
  hidden = isHidden;
  document.dispatchEvent(new Event("visibilitychange"));
};
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A desk without a bot, which takes many chats from one address."""
    desk = ServedDesk(tmp_path_factory.mktemp("desk"))
    command(desk.environment, "agent_desk", "migrate")
    add = ("agents", "add", MEI, "--name", "小美 Mei", "--password-stdin")
    command(desk.environment, "agent_desk", *add, stdin=PASSWORD)
    with desk.running(STUB, RELAY_AGENT_DESK_LIMITS__HANDOFFS__FREE="100"):
        yield desk


@pytest.fixture
def console(desk, open_page):
    """Logs Mei in, on a page that listens; her chats are resolved at the end."""
    pages = []

    def log_in(permission="granted", **options):
        page = open_page("about:blank", **options)
        page.context.add_init_script(LISTENING.replace("PERMISSION", permission))
        page.goto(f"{desk.url}/console")
        console = Console(page).log_in(MEI, PASSWORD)
        # A click: browsers keep pages silent before it.
        console.by("agent-name").click()
        pages.append(console)
        return console

    yield log_in
    for console in pages:
        resolve_all(console)


@pytest.fixture
def held_chat(desk, open_page):
    """A visitor whose chat the agent at ``console`` has claimed: their widget."""

    def hold(console, lang="en"):
        widget = Widget(open_page(f"{desk.url}/?lang={lang}")).open()
        widget.by("talk-to-person").click()
        expect(widget.by("waiting")).to_be_visible()
        console.claim_next()
        expect(widget.by("event-assigned")).to_be_visible()
        return widget

    return hold


def to_the_list(console):
    """On a phone from the chat to the list; elsewhere the list is always there."""
    if console.by("back").is_visible():
        console.by("back").click()
    console.by("tab-mine").click()


def resolve_all(console):
    to_the_list(console)
    rows = console.by("conversation-row")
    for held in range(rows.count(), 0, -1):
        chat = rows.first.get_attribute("data-id")
        rows.first.click()
        expect(console.by("chat")).to_have_attribute("data-id", chat)
        expect(console.by("composer-text")).to_be_visible()
        console.by("step-resolve").click()
        expect(rows).to_have_count(held - 1)
        to_the_list(console)


def heard(console):
    return console.page.evaluate("window.heard")


def forget(console):
    console.page.evaluate("window.heard = {sounds: 0, notifications: []}")


def notify_of_lines(console):
    console.by("alerts-open").click()
    console.by("alert-line-notification").check()
    console.by("alerts-close").click()


class TestLineInAnotherChat:
    @pytest.mark.parametrize(
        ("lang", "locale", "viewport"),
        [("en", "en-US", (1440, 900)), ("zh-Hans", "zh-CN", (390, 844))],
    )
    def test_rings_and_is_counted_until_it_is_read(
        self, console, held_chat, picture, lang, locale, viewport
    ):
        mei = console(locale=locale, viewport=viewport)
        notify_of_lines(mei)
        first = held_chat(mei, lang)
        chat = mei.by("chat").get_attribute("data-id")
        to_the_list(mei)
        held_chat(mei, lang)
        to_the_list(mei)
        forget(mei)

        first.say("My phone is 13800138000")
        first.say("Are you there?")

        row = mei.page.locator(f"[data-testid=conversation-row][data-id='{chat}']")
        expect(row.get_by_test_id("unread")).to_have_text("2")
        expect(mei.by("unread-mine")).to_have_text("2")
        assert mei.page.title().startswith("(2) ")
        until(lambda: heard(mei)["sounds"] and len(heard(mei)["notifications"]) == 2)
        notified = heard(mei)["notifications"]
        assert {one["tag"] for one in notified} == {chat}
        assert "13800138000" not in str(notified)
        expect(row).to_contain_text("灯笼巷" if lang == "zh-Hans" else "Lantern Lane")
        mei.page.screenshot(path=picture(f"alerts-unread-{lang}.png"))

        row.click()
        expect(mei.by("line").last).to_contain_text("Are you there?")
        expect(mei.by("unread")).to_have_count(0)
        expect(mei.by("unread-mine")).to_have_count(0)
        assert not mei.page.title().startswith("(")


class TestChatLongerThanTheScreen:
    def test_is_read_when_its_end_is_seen(self, console, held_chat):
        mei = console()
        widget = held_chat(mei)
        held_chat(mei)
        for topic in ("order", "address", "invoice"):
            widget.say("\n".join(f"{topic} {number}" for number in range(40)))
        mei.by("tab-mine").click()
        expect(mei.by("unread")).to_have_text("3")

        mei.by("conversation-row").first.click()
        expect(mei.by("to-latest")).to_be_visible()
        expect(mei.by("unread")).to_have_text("3")
        mei.by("to-latest").click()

        expect(mei.by("unread")).to_have_count(0)


class TestLineInTheOpenChat:
    def test_rings_only_while_the_page_is_hidden(self, console, held_chat):
        mei = console()
        widget = held_chat(mei)
        forget(mei)

        widget.say("I see that you see this")
        expect(mei.by("line").last).to_contain_text("you see this")
        mei.say("My own line")
        mei.page.evaluate("window.hide(true)")
        widget.say("And this?")
        expect(mei.by("unread-mine")).to_have_text("1")
        until(lambda: heard(mei)["sounds"])
        mei.page.evaluate("window.hide(false)")

        expect(mei.by("unread-mine")).to_have_count(0)
        assert heard(mei)["sounds"] == 1


class TestSeveralTabs:
    def test_ring_once_and_forget_together(self, desk, console, held_chat):
        mei = console()
        widget = held_chat(mei)
        other = Console(mei.page.context.new_page())
        other.page.goto(f"{desk.url}/console")
        other.by("agent-name").click()
        for tab in (mei, other):
            tab.by("tab-mine").click()
            forget(tab)

        widget.say("Mei is looking")
        expect(mei.by("line").last).to_contain_text("is looking")
        expect(other.by("conversation-row")).to_contain_text("is looking")
        expect(other.by("unread")).to_have_count(0)
        mei.page.evaluate("window.hide(true)")
        widget.say("Mei looks away")
        for tab in (mei, other):
            expect(tab.by("unread")).to_have_text("1")
        until(lambda: heard(mei)["sounds"] + heard(other)["sounds"])
        mei.page.evaluate("window.hide(false)")

        expect(other.by("unread")).to_have_count(0)
        assert heard(mei)["sounds"] + heard(other)["sounds"] == 1
        other.page.close()


class TestConsoleThatWasClosed:
    def test_counts_what_was_said_meanwhile(self, desk, console, held_chat):
        mei = console()
        widget = held_chat(mei)
        mei.page.goto("about:blank")
        widget.say("Are you there?")
        widget.say("Hello?")

        mei.page.goto(f"{desk.url}/console")
        mei.by("tab-mine").click()

        expect(mei.by("unread")).to_have_text("2")


class TestSettings:
    @pytest.mark.parametrize(
        ("locale", "viewport", "words"),
        [
            ("en-US", (1440, 900), "blocks notifications"),
            ("zh-CN", (390, 844), "禁止了此页面的通知"),
        ],
    )
    def test_say_what_the_browser_blocks(self, console, picture, locale, viewport, words):
        mei = console("denied", locale=locale, viewport=viewport)
        mei.by("alerts-open").click()

        mei.by("alert-line-notification").click()
        mei.by("alert-test-line").click()

        expect(mei.by("alert-line-notification")).not_to_be_checked()
        expect(mei.by("alerts-blocked")).to_contain_text(words)
        expect(mei.by("alert-tested")).not_to_be_empty()
        mei.page.screenshot(path=picture(f"alerts-settings-{locale}.png"))
        mei.by("alerts-close").click()

    def test_are_kept_and_tried(self, console):
        mei = console()
        mei.by("alerts-open").click()
        mei.by("alert-line-sound").uncheck()
        mei.by("alert-line-notification").check()

        mei.by("alert-test-line").click()

        expect(mei.by("alert-tested")).to_contain_text("A notification was sent")
        assert heard(mei)["sounds"] == 0
        mei.page.reload()
        mei.by("alerts-open").click()
        expect(mei.by("alert-line-sound")).not_to_be_checked()
        expect(mei.by("alert-chat-sound")).to_be_checked()
        mei.by("alerts-close").click()


class TestChatThatComesBackToTheQueue:
    @pytest.mark.parametrize(
        ("lang", "place", "why"),
        [("en", "number 2", "came before you"), ("zh-Hans", "第 2 位", "比您先来的顾客")],
    )
    def test_visitor_reads_why_their_place_is_worse(
        self, desk, console, held_chat, open_page, picture, lang, place, why
    ):
        mei = console()
        first = held_chat(mei, lang)
        second = Widget(
            open_page(f"{desk.url}/?lang={lang}", viewport=(390, 844), locale=lang)
        ).open()
        second.by("talk-to-person").click()
        expect(second.by("queue-position")).to_be_visible()
        expect(second.by("returned-ahead")).to_have_count(0)

        mei.by("step-release").click()

        expect(second.by("queue-position")).to_contain_text(place)
        expect(second.by("returned-ahead")).to_contain_text(why)
        second.page.screenshot(path=picture(f"waiting-longer-{lang}.png"))
        for widget in (first, second):
            widget.by("leave-queue").click()
            expect(widget.by("waiting")).to_have_count(0)
