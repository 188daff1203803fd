"""Pages that replace, empty or morph themselves keep the chat, open if it was open."""

import time

import jwt
import pytest
from playwright.sync_api import expect

from tests.browser.shop_site import ShopSite
from tests.browser.surfaces import Widget
from tests.stack.waiting import until

BESIDE_THE_CHAT = {
    "its body replaced": """
        const next = document.createElement("body");
        next.innerHTML = "<h1>Next page</h1>";
        document.body.replaceWith(next)""",
    "its body set": "document.body = document.createElement('body')",
    "its body emptied": "document.body.innerHTML = ''",
    "its body gone for a while": """
        const body = document.body;
        body.remove();
        setTimeout(() => document.documentElement.append(body))""",
}
WITH_THE_CHAT = {
    "everything emptied": """
        document.documentElement.innerHTML = "<head></head><body><h1>Next page</h1></body>" """,
    "its root replaced": """
        const next = document.createElement("html");
        next.innerHTML = "<head></head><body><h1>Next page</h1></body>";
        document.documentElement.replaceWith(next)""",
    "itself written anew": """
        document.open();
        document.write("<!doctype html><title>Next</title><body><h1>Next page</h1>");
        document.close()""",
    "the launcher removed": """
        [...document.querySelectorAll("div")].find((div) => div.shadowRoot).remove()""",
}


@pytest.fixture
def begun(shop, open_page):
    """A chat that has begun on a page of the shop: a line, and a draft."""

    def begin(address):
        return begin_chat(Widget(open_page(address)).settle())

    return begin


def begin_chat(widget):
    widget.page.wait_for_function("window.RelayChat !== undefined")
    widget.open_from_page()
    widget.say("hello")
    expect(widget.by("status-sent")).not_to_have_count(0)
    widget.composer.fill("a draft")
    widget.mark_frame()
    return widget


def expect_the_chat(widget):
    """It is open, alive, there once, and nothing is lost."""
    expect(widget.composer).to_have_value("a draft")
    expect(widget.by("line-visitor")).to_have_text(["hello"])
    expect(widget.launcher).to_have_count(1)
    widget.composer.press("Escape")
    expect(widget.composer).not_to_be_in_viewport()
    widget.open_from_page()
    widget.say("still here")


class TestAPageThatHas:
    @pytest.mark.parametrize("what", BESIDE_THE_CHAT)
    def test_keeps_the_very_frame(self, shop, begun, what):
        widget = begun(shop.put("/", "<h1>Shop</h1>"))

        widget.page.evaluate(f"() => {{ {BESIDE_THE_CHAT[what]} }}")

        expect_the_chat(widget)
        assert widget.frame_is_marked()

    @pytest.mark.parametrize("what", WITH_THE_CHAT)
    def test_gets_the_chat_back(self, shop, begun, what):
        widget = begun(shop.put("/", "<h1>Shop</h1>"))

        widget.page.evaluate(f"() => {{ {WITH_THE_CHAT[what]} }}")

        expect_the_chat(widget)

    @pytest.mark.parametrize("what", BESIDE_THE_CHAT | WITH_THE_CHAT)
    def test_gets_a_closed_launcher_back(self, shop, open_page, what):
        widget = Widget(open_page(shop.put("/", "<h1>Shop</h1>")))
        expect(widget.launcher).to_be_visible()

        widget.page.evaluate(f"() => {{ {(BESIDE_THE_CHAT | WITH_THE_CHAT)[what]} }}")

        expect(widget.launcher).to_be_visible()
        widget.open_from_page()


class TestAPageThatFightsTheChat:
    def test_stays_usable_and_is_told(self, shop, open_page):
        page = open_page(shop.put("/", "<h1>Shop</h1>"))
        lines = []
        page.on("console", lambda message: lines.append(message.text))
        Widget(page).settle()

        page.evaluate(
            """() => new MutationObserver(() => document.querySelector("html > div")?.remove())
                .observe(document.documentElement, { childList: true })"""
        )
        page.evaluate("document.querySelector('html > div')?.remove()")

        until(lambda: any("keeps removing" in line for line in lines))
        assert page.evaluate("1 + 1") == 2


TURBO = '<script src="/turbo.js"></script>'


def visit(page, path):
    """A visit of Turbo, up to the page itself."""
    page.evaluate("path => Turbo.visit(path)", path)
    expect(page).to_have_title(path)
    page.wait_for_function("!document.documentElement.hasAttribute('data-turbo-preview')")


class TestTurbo:
    @pytest.fixture
    def head(self, shop):
        return TURBO + shop.tag()

    def test_visits_and_the_way_back_keep_the_very_frame(self, shop, begun, picture, head):
        shop.put("/2", "<h1>Second page</h1>", head=head)
        widget = begun(shop.put("/1", "<h1>First page</h1>", head=head))
        widget.page.screenshot(path=picture("turbo-before.png"))

        visit(widget.page, "/2")
        widget.page.screenshot(path=picture("turbo-after.png"))
        visit(widget.page, "/1")
        widget.page.go_back()
        expect(widget.page).to_have_title("/2")

        expect_the_chat(widget)
        assert widget.frame_is_marked()

    def test_morphing_keeps_the_very_frame(self, shop, begun, head):
        head += '<meta name="turbo-refresh-method" content="morph">'
        widget = begun(shop.put("/1", "<h1>Old words</h1>", head=head))
        shop.put("/1", "<h1>New words</h1>", head=head)

        widget.page.evaluate("Turbo.visit(location.href, { action: 'replace' })")
        expect(widget.page.locator("h1")).to_have_text("New words")

        expect_the_chat(widget)
        assert widget.frame_is_marked()

    @pytest.mark.parametrize("wrapped", ["{}", '<div id="relay" data-turbo-permanent>{}</div>'])
    def test_a_script_in_the_body_may_run_at_each_visit(self, shop, begun, wrapped):
        body = wrapped.format(shop.tag())
        shop.put("/2", f"<h1>Second page</h1>{body}", head=TURBO)
        widget = begun(shop.put("/1", f"<h1>First page</h1>{body}", head=TURBO))

        visit(widget.page, "/2")
        visit(widget.page, "/1")

        expect_the_chat(widget)
        assert widget.frame_is_marked()

    def test_twenty_visits_leave_nothing_behind(self, shop, begun, head):
        tag = shop.tag()
        shop.put("/2", f"<h1>Second page</h1>{tag}", head=TURBO)
        widget = begun(shop.put("/1", f"<h1>First page</h1>{tag}", head=TURBO))
        tools = widget.page.context.new_cdp_session(widget.page)
        tools.send("Performance.enable")

        def listeners(visits):
            for _ in range(visits):
                visit(widget.page, "/2")
                visit(widget.page, "/1")
            tools.send("HeapProfiler.collectGarbage")
            metrics = tools.send("Performance.getMetrics")["metrics"]
            return next(m["value"] for m in metrics if m["name"] == "JSEventListeners")

        before = listeners(visits=2)

        assert listeners(visits=10) <= before + 5


HYDRATE = """words => {
    const make = React.createElement;
    const done = () => document.querySelector("h1").setAttribute("id", "done");
    const Body = () => {
        React.useEffect(done);
        return make("body", null, make("h1", null, words), make("img", { src: "/slow.png", alt: "" }));
    };
    const head = make("head", null, make("title", null, "/"));
    ReactDOM.hydrateRoot(document, make("html", { lang: "en" }, head, make(Body)), {
        onRecoverableError: (error) => { window.recovered = String(error); },
    });
}"""


class TestFrameworks:
    def test_react_renders_into_the_body_late(self, shop, begun):
        widget = begun(shop.put("/", "<h1>Shop</h1>", head=shop.tag() + _script("/react.js")))

        widget.page.evaluate(
            """ReactDOM.createRoot(document.body)
                .render(React.createElement("h1", null, "Rendered"))"""
        )
        expect(widget.page.locator("h1")).to_have_text("Rendered")

        expect_the_chat(widget)
        assert widget.frame_is_marked()

    @pytest.mark.parametrize("words", ["Shop", "Other words than the server's"])
    def test_react_hydrates_the_document(self, shop, open_page, words):
        shop.slow.clear()
        body = '<h1>Shop</h1><img src="/slow.png" alt="">'
        page = open_page("about:blank")
        page.goto(shop.put("/", body, head=shop.tag() + _script("/react.js")), wait_until="commit")
        widget = begin_chat(Widget(page))

        page.wait_for_selector("img", state="attached")  # the page that React expects is read
        page.evaluate(HYDRATE, words)
        page.wait_for_selector("#done")
        # The chat is no reason for React to render the server's page anew.
        assert (page.evaluate("window.recovered") is None) == (words == "Shop")
        shop.slow.set()
        widget.settle()

        expect_the_chat(widget)
        assert widget.frame_is_marked() == (words == "Shop")

    def test_vue_mounts_on_the_body(self, shop, begun):
        widget = begun(shop.put("/", "<h1>Shop</h1>", head=shop.tag() + _script("/vue.js")))

        widget.page.evaluate(
            """Vue.createApp({ render: () => Vue.h("h1", "Rendered") }).mount("body")"""
        )
        expect(widget.page.locator("h1")).to_have_text("Rendered")

        expect_the_chat(widget)
        assert widget.frame_is_marked()

    def test_vue_hydrates_the_body(self, shop, begun):
        widget = begun(shop.put("/", "<h1>Shop</h1>", head=shop.tag() + _script("/vue.js")))

        widget.page.evaluate(
            """Vue.createSSRApp({ render: () => Vue.h("h1", { onClick() {} }, "Shop") })
                .mount("body")"""
        )

        expect_the_chat(widget)
        assert widget.frame_is_marked()


class TestTheScriptAgain:
    def run_again(self, widget, shop, shop_id="demo", **data):
        tag = shop.tag(shop_id, **data)
        widget.page.evaluate(
            """tag => new Promise((done) => {
                const parsed = new DOMParser().parseFromString(tag, "text/html").scripts[0];
                const script = document.createElement("script");
                for (const { name, value } of parsed.attributes) script.setAttribute(name, value);
                script.onload = done;
                document.head.append(script);
            })""",
            tag,
        )

    def test_changes_nothing(self, shop, begun):
        widget = begun(shop.put("/", "<h1>Shop</h1>"))

        self.run_again(widget, shop)

        expect_the_chat(widget)
        assert widget.frame_is_marked()

    def test_brings_the_last_language(self, shop, open_page):
        widget = Widget(open_page(shop.put("/", "<h1>Shop</h1>"))).settle().open()

        self.run_again(widget, shop, language="zh-CN")

        expect(widget.launcher).to_have_attribute("aria-label", "收起在线客服")
        expect(widget.by("talk-to-person")).to_have_text("转人工")
        expect(widget.frame.locator("html")).to_have_attribute("lang", "zh-Hans")

    def test_leaves_a_chat_that_has_begun_in_its_language(self, shop, begun):
        widget = begun(shop.put("/", "<h1>Shop</h1>"))

        self.run_again(widget, shop, language="zh-CN")

        expect(widget.launcher).to_have_attribute("aria-label", "收起在线客服")
        expect(widget.by("line-visitor")).to_have_text(["hello"])
        expect(widget.frame.locator("html")).to_have_attribute("lang", "en")
        expect_the_chat(widget)

    def test_brings_the_last_identity(self, shop, begun):
        widget = begun(shop.put("/", "<h1>Shop</h1>", head=shop.tag(identity=_identity("ana"))))

        self.run_again(widget, shop, identity=_identity("bo"))
        expect(widget.by("line-visitor")).to_have_count(0)

        self.run_again(widget, shop, identity=_identity("ana"))
        expect(widget.by("line-visitor")).to_have_text(["hello"])

    def test_keeps_the_identity_that_the_page_gave(self, shop, begun):
        widget = begun(shop.put("/", "<h1>Shop</h1>"))
        widget.page.evaluate("jwt => RelayChat.identify(jwt)", _identity("cy"))

        self.run_again(widget, shop)

        expect_the_chat(widget)
        assert widget.frame_is_marked()

    def test_counts_for_nothing_in_a_preview_of_turbo(self, shop, begun):
        widget = begun(shop.put("/", "<h1>Shop</h1>"))
        widget.page.evaluate("document.documentElement.toggleAttribute('data-turbo-preview', true)")

        self.run_again(widget, shop, language="zh-CN", identity=_identity("old"))

        expect_the_chat(widget)
        assert widget.frame_is_marked()

    def test_says_that_another_shop_is_ignored(self, shop, begun):
        widget = begun(shop.put("/", "<h1>Shop</h1>"))

        with widget.page.expect_console_message(lambda line: "is ignored" in line.text):
            self.run_again(widget, shop, "other")

        expect_the_chat(widget)


def _script(address):
    return f'<script src="{address}"></script>'


def _identity(subject):
    claims = {"sub": subject, "aud": "demo", "exp": int(time.time()) + 600}
    return jwt.encode(claims, ShopSite.identity_secret)
