import gzip

import pytest

from agent_desk.settings.desk import ShopSettings
from tests.fakes.http_desk import HttpDesk

TEXT = {"zh": "灯笼巷", "en": "Lantern Lane"}
ORDERS = [{"order_number": "RL2611200001", "phone_last4": "1234", "status": "shipped"}]
BASE = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "connect-src": ["'self'", "ws://localhost", "wss://localhost"],
    "font-src": ["'self'"],
    "media-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
}


def make(tmp_path, *, demo=True, build=True, **settings):
    shop = ShopSettings(name=TEXT, greeting=TEXT, allowed_origins=["https://shop.example"])
    desk = HttpDesk(
        tmp_path, demo_orders=lambda: ORDERS, demo=demo, shops={"demo": shop}, **settings
    )
    if build:
        desk.build_front_end()
    return desk


@pytest.fixture
def browser(tmp_path):
    return make(tmp_path).client()


def policy(response):
    parts = response.headers["Content-Security-Policy"].split("; ")
    return {part.split()[0]: part.split()[1:] for part in parts}


class TestPages:
    @pytest.mark.parametrize(
        ("path", "title"), [("/", "demo"), ("/console", "console"), ("/widget?shop=demo", "widget")]
    )
    def test_are_served_fresh(self, browser, path, title):
        page = browser.get(path)

        assert page.status_code == 200
        assert page.mimetype == "text/html"
        assert f"<title>{title}" in page.get_data(as_text=True)
        assert page.headers["Cache-Control"] == "no-cache"

    def test_are_not_sent_again_when_the_browser_has_them(self, browser):
        tag = browser.get("/console").headers["ETag"]

        again = browser.get("/console", headers={"If-None-Match": tag})

        assert again.status_code == 304
        assert policy(again)["frame-ancestors"] == ["'none'"]

    def test_the_console_is_framed_by_nobody(self, browser):
        assert policy(browser.get("/console")) == BASE | {"frame-ancestors": ["'none'"]}

    def test_the_widget_is_framed_by_the_desk_and_its_own_shop(self, browser):
        assert policy(browser.get("/widget?shop=demo")) == BASE | {
            "worker-src": ["'self'"],
            "frame-ancestors": ["'self'", "https://shop.example"],
        }

    def test_the_demo_page_frames_the_widget(self, browser):
        assert policy(browser.get("/")) == BASE | {
            "frame-ancestors": ["'none'"],
            "frame-src": ["'self'"],
        }

    def test_connect_to_the_public_address_only(self, tmp_path):
        browser = make(tmp_path, public_url="https://chat.shop.example").client()

        assert policy(browser.get("/console"))["connect-src"] == [
            "'self'",
            "wss://chat.shop.example",
        ]

    def test_a_host_header_cannot_write_into_the_policy(self, browser):
        page = browser.get("/console", headers={"Host": "x; script-src *"})

        assert "*" not in page.headers["Content-Security-Policy"]

    def test_the_home_page_leads_to_the_console_where_there_is_no_demo(self, tmp_path):
        answer = make(tmp_path, demo=False).client().get("/")

        assert (answer.status_code, answer.headers["Location"]) == (302, "/console")


class TestWidgetThatIsRefused:
    @pytest.mark.parametrize("path", ["/widget", "/widget?shop=", "/widget?shop=<script>"])
    def test_for_an_unknown_shop_is_not_found_and_not_repeated(self, browser, path):
        answer = browser.get(path, follow_redirects=True)

        assert answer.status_code == 404
        assert "<title>refused" in answer.get_data(as_text=True)
        assert "script>" not in answer.get_data(as_text=True)

    @pytest.mark.parametrize(
        "origin",
        [
            "https://other.example",
            "http://shop.example",
            "https://shop.example:8443",
            "https://shop.example.evil.example",
            "null",
            "https://shop.example;evil",
        ],
    )
    def test_for_an_origin_that_is_not_listed_says_so_on_any_page(self, browser, origin):
        answer = browser.get("/widget", query_string={"shop": "demo", "origin": origin})

        assert answer.status_code == 302
        assert "no-store" in answer.headers["Cache-Control"]
        shown = browser.get(answer.headers["Location"])
        assert shown.status_code == 403
        assert "<title>refused" in shown.get_data(as_text=True)
        assert policy(shown) == {
            "default-src": ["'none'"],
            "script-src": ["'self'"],
            "style-src": ["'self'"],
            "base-uri": ["'none'"],
            "form-action": ["'none'"],
        }

    def test_keeps_its_words_when_the_browser_has_them(self, browser):
        shown = browser.get("/widget/refused?reason=origin")

        again = browser.get(
            "/widget/refused?reason=origin", headers={"If-None-Match": shown.headers["ETag"]}
        )

        assert again.status_code == 304

    @pytest.mark.parametrize(
        "origin", ["", "https://shop.example", "https://SHOP.example:443", "http://localhost"]
    )
    def test_is_not_refused_to_the_shop_and_the_desk(self, browser, origin):
        answer = browser.get("/widget", query_string={"shop": "demo", "origin": origin})

        assert answer.status_code == 200
        assert "'self'" in policy(answer)["frame-ancestors"]

    def test_takes_the_public_address_for_the_desks_own(self, tmp_path):
        browser = make(tmp_path, public_url="https://chat.shop.example").client()

        answer = browser.get("/widget?shop=demo&origin=https://chat.shop.example")

        assert answer.status_code == 200


class TestFiles:
    def test_hashed_assets_are_kept_for_good(self, browser):
        answer = browser.get("/assets/console-1a2b3c4d.js")

        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.mimetype == "text/javascript"

    def test_the_loader_may_be_loaded_by_other_sites_and_is_always_fresh(self, browser):
        answer = browser.get("/widget.js")

        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.mimetype == "text/javascript"

    @pytest.mark.parametrize(
        "path",
        ["/assets/gone.js", "/assets/../console.html", "/assets/%2e%2e/console.html", "/assets/"],
    )
    def test_nothing_else_is_served(self, browser, path):
        answer = browser.get(path)

        assert answer.status_code == 404
        assert "no-store" in answer.headers["Cache-Control"]

    def test_there_is_an_icon(self, browser):
        assert browser.get("/favicon.ico").mimetype == "image/svg+xml"


FILES = ["/", "/console", "/widget?shop=demo", "/widget.js", "/assets/console-1a2b3c4d.js"]
NEGOTIATED = {"Content-Encoding", "Content-Length", "ETag", "Last-Modified", "Date"}


def others(response):
    """The headers that do not depend on the coding."""
    return {name: value for name, value in response.headers.items() if name not in NEGOTIATED}


class TestCompression:
    @pytest.fixture
    def browser(self, tmp_path):
        desk = make(tmp_path)
        desk.compress_front_end()
        return desk.client()

    @staticmethod
    def ask(browser, accepted, path="/console", **headers):
        return browser.get(path, headers={"Accept-Encoding": accepted, **headers})

    @pytest.mark.parametrize("path", FILES)
    @pytest.mark.parametrize("coding", ["br", "gzip"])
    def test_changes_only_how_a_file_is_sent(self, browser, path, coding):
        plain = browser.get(path)

        coded = self.ask(browser, coding, path)

        body = coded.data[len(b"br of ") :] if coding == "br" else gzip.decompress(coded.data)
        assert coded.status_code == 200
        assert coded.headers["Content-Encoding"] == coding
        assert body == plain.data
        assert others(coded) == others(plain)
        assert plain.headers["Vary"] == "Accept-Encoding"

    @pytest.mark.parametrize(
        ("accepted", "coding"),
        [
            ("gzip, deflate, br, zstd", "br"),
            ("gzip, deflate", "gzip"),
            ("BR", "br"),
            ("br;q=0.2, gzip;q=0.8", "gzip"),
            ("br;q=0, gzip", "gzip"),
            ("br;q=0, *", "gzip"),
            ("gzip;q=0.5", "gzip"),
            ("*", "br"),
            ("", None),
            ("identity", None),
            ("zstd", None),
            ("gzip;q=0", None),
            ("*;q=0", None),
            ("gzip;q=0.5, identity", None),
            ("nonsense;;q=x,", None),
        ],
    )
    def test_is_what_the_browser_likes_best(self, browser, accepted, coding):
        assert self.ask(browser, accepted).headers.get("Content-Encoding") == coding

    def test_has_an_entity_tag_for_each_coding(self, browser):
        tags = {self.ask(browser, accepted).headers["ETag"] for accepted in ("br", "gzip", "")}

        assert len(tags) == 3

    @pytest.mark.parametrize("accepted", ["br", "gzip", ""])
    def test_is_not_sent_again_when_the_browser_has_it(self, browser, accepted):
        first = self.ask(browser, accepted)

        again = self.ask(browser, accepted, **{"If-None-Match": first.headers["ETag"]})

        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        assert again.headers["Vary"] == "Accept-Encoding"
        assert again.headers["Cache-Control"] == "no-cache"

    def test_is_sent_again_to_a_browser_that_has_it_in_another_coding(self, browser):
        tag = self.ask(browser, "gzip").headers["ETag"]

        assert self.ask(browser, "br", **{"If-None-Match": tag}).status_code == 200

    def test_allows_a_part_to_be_asked_for(self, browser):
        part = self.ask(browser, "br", Range="bytes=0-4")

        assert (part.status_code, part.data) == (206, b"br of")
        assert part.headers["Content-Encoding"] == "br"

    def test_is_left_out_where_the_build_wrote_no_copy(self, tmp_path):
        desk = make(tmp_path)
        desk.compress_front_end()
        (desk.dist / "widget.js.br").unlink()

        assert self.ask(desk.client(), "br, gzip", "/widget.js").headers["Content-Encoding"] == (
            "gzip"
        )
        assert "Content-Encoding" not in self.ask(desk.client(), "br", "/widget.js").headers

    @pytest.mark.parametrize("path", ["/assets/gone.js", "/assets/%2e%2e/console.html"])
    def test_finds_no_more_than_without(self, browser, path):
        answer = self.ask(browser, "br, gzip", path)

        assert answer.status_code == 404
        assert "Content-Encoding" not in answer.headers


class TestFrontEndThatIsNotBuilt:
    @pytest.mark.parametrize(
        "path", ["/", "/console", "/widget?shop=demo", "/widget.js", "/assets/a-1.js"]
    )
    def test_says_what_to_do(self, tmp_path, path):
        answer = make(tmp_path, build=False).client().get(path)

        assert answer.status_code == 503
        assert answer.get_data(as_text=True) == "The front end is not built: run make build.\n"


class TestEveryAnswer:
    @pytest.mark.parametrize(
        "path", ["/", "/console", "/widget.js", "/api/session", "/healthz", "/gone", "/favicon.ico"]
    )
    def test_has_the_security_headers(self, browser, path):
        headers = browser.get(path).headers

        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "Access-Control-Allow-Origin" not in headers

    @pytest.mark.parametrize("path", ["/api/session", "/api/demo/orders", "/healthz"])
    def test_of_the_api_is_never_stored(self, browser, path):
        assert browser.get(path).headers["Cache-Control"] == "no-store"


class TestDemoOrders:
    def test_are_listed_in_the_demo(self, browser):
        assert browser.get("/api/demo/orders").get_json() == {"orders": ORDERS}

    def test_are_not_found_otherwise(self, tmp_path):
        assert make(tmp_path, demo=False).client().get("/api/demo/orders").status_code == 404
