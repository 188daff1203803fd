"""The widget and the console, as a test's user works them."""

import re

from playwright.sync_api import expect


class Widget:
    """The chat on a shop's page."""

    def __init__(self, page):
        self.page = page
        self.frame = page.frame_locator("iframe[src*='/widget']")

    def open(self):
        self.page.get_by_role(
            "button", name=re.compile("chat|客服|聊天|咨询|諮詢", re.I)
        ).last.click()
        expect(self.composer).to_be_visible()
        return self

    def open_from_page(self):
        """As a button of the shop's page does."""
        self.page.evaluate("RelayChat.open()")
        expect(self.composer).to_be_visible()
        return self

    def settle(self):
        """Once the page is loaded, the launcher has its place beside the body."""
        self.page.wait_for_selector("html > div", state="attached")
        return self

    def mark_frame(self):
        """After this, `frame_is_marked` says whether the frame has stayed the same."""
        self._inner().evaluate("window.marked = true")

    def frame_is_marked(self):
        return self._inner().evaluate("window.marked === true")

    def _inner(self):
        return next(frame for frame in self.page.frames if "/widget" in frame.url)

    @property
    def launcher(self):
        return self.page.get_by_test_id("launcher")

    @property
    def composer(self):
        return self.frame.get_by_test_id("composer")

    def by(self, test_id):
        return self.frame.get_by_test_id(test_id)

    def say(self, text):
        self.composer.fill(text)
        self.composer.press("Enter")
        expect(self.by("line-visitor").last).to_have_text(text)

    def lines(self):
        """All bubbles in the order in which they are seen."""
        return self.frame.locator(
            "[data-testid=line-visitor],[data-testid=line-bot],[data-testid=line-agent]"
        ).all_inner_texts()

    def expect_bot(self, text):
        expect(self.by("line-bot").last).to_contain_text(text)


class Console:
    """An agent's screen."""

    def __init__(self, page):
        self.page = page

    def log_in(self, email, password):
        self.page.get_by_test_id("login-email").fill(email)
        self.page.get_by_test_id("login-password").fill(password)
        self.page.get_by_test_id("login-submit").click()
        return self

    def by(self, test_id):
        return self.page.get_by_test_id(test_id)

    def claim_next(self):
        self.by("tab-waiting").click()
        self.by("conversation-row").first.click()
        self.by("step-claim").click()
        expect(self.by("chat-state")).to_have_attribute("data-state", "assigned")

    def say(self, text):
        self.by("composer-text").fill(text)
        self.by("composer-text").press("Enter")
        expect(self.by("line").last).to_contain_text(text)
