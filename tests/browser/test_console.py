"""The console where agents work all day."""

from playwright.sync_api import expect

from tests.browser.surfaces import Console, Widget


def log_in(desk, open_page, email, **options):
    return Console(open_page(f"{desk.url}/console", **options)).log_in(email, desk.logins[email])


class TestLogIn:
    def test_wrong_password_is_told_and_the_address_kept(self, desk, open_page):
        console = Console(open_page(f"{desk.url}/console")).log_in("mei@shop.example", "wrong")

        expect(console.by("login-error")).to_be_visible()
        expect(console.by("login-email")).to_have_value("mei@shop.example")

    def test_lasts_over_a_reload(self, desk, open_page):
        console = log_in(desk, open_page, "bo@shop.example")
        expect(console.by("console")).to_be_visible()

        console.page.reload()

        expect(console.by("console")).to_be_visible()


class TestTwoAgents:
    def test_chat_that_a_colleague_took_leaves_the_waiting_list(self, desk, open_page):
        mei = log_in(desk, open_page, "mei@shop.example")
        bo = log_in(desk, open_page, "bo@shop.example")
        for console in (mei, bo):
            console.by("tab-waiting").click()
        widget = Widget(open_page(f"{desk.url}/?lang=en")).open()
        widget.by("talk-to-person").click()
        expect(bo.by("conversation-row")).to_have_count(1)

        mei.claim_next()

        expect(bo.by("conversation-row")).to_have_count(0)
        expect(widget.by("speaker")).to_contain_text("Mei")
        mei.by("step-resolve").click()
        expect(widget.by("rating")).to_be_visible()


class TestUse:
    def test_match_is_put_into_the_reply_without_sending_it(self, desk, open_page):
        console = log_in(desk, open_page, "mei@shop.example")
        widget = Widget(open_page(f"{desk.url}/?lang=en")).open()
        widget.say("I want to complain! My parcel to Brazil never arrives")
        expect(widget.by("waiting")).to_be_visible()
        console.claim_next()

        console.by("handoff-card").get_by_test_id("match-use").first.click()

        expect(console.by("composer-text")).not_to_have_value("")
        expect(widget.by("line-agent")).to_have_count(0)
        console.by("composer-text").press("Enter")
        expect(widget.by("line-agent")).to_have_count(1)
        console.by("step-resolve").click()
        expect(widget.by("rating")).to_be_visible()

    def test_note_stays_with_the_agents(self, desk, open_page, picture):
        console = log_in(desk, open_page, "mei@shop.example", viewport=(390, 844), locale="zh-CN")
        widget = Widget(open_page(f"{desk.url}/?lang=zh-Hans", locale="zh-CN")).open()
        widget.by("talk-to-person").click()
        console.claim_next()

        console.by("mode-note").check(force=True)
        console.say("客户很着急")
        console.by("mode-reply").check(force=True)
        console.say("您好，我是小美。")

        expect(widget.by("line-agent")).to_have_text(["您好，我是小美。"])
        console.page.screenshot(path=picture("console-phone.png"))
        console.by("step-resolve").click()
        expect(widget.by("rating")).to_be_visible()
