import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent_desk.security.origins import (
    is_origin,
    is_own_origin,
    may_frame,
    normal_origin,
    socket_origin_check,
    socket_sources,
)

HOSTS = st.from_regex(r"[a-z]([a-z0-9-]{0,10}[a-z0-9])?(\.[a-z]{2,5}){0,2}", fullmatch=True)
PORTS = st.integers(1, 65535)


def own(origin, *, host="127.0.0.1:8000", scheme="http", public_url=None):
    return is_own_origin(origin, host=host, scheme=scheme, public_url=public_url)


class TestWithoutAPublicUrl:
    @settings(deadline=None)
    @given(HOSTS, PORTS, st.sampled_from(["http", "https"]))
    def test_the_requests_own_host_is_allowed(self, host, port, scheme):
        origin = f"{scheme}://{host}:{port}"

        assert own(origin, host=f"{host}:{port}", scheme=scheme)

    @settings(deadline=None)
    @given(HOSTS, HOSTS, PORTS)
    def test_any_other_host_is_refused(self, host, other, port):
        assert own(f"http://{other}:{port}", host=f"{host}:{port}") == (host == other)

    @settings(deadline=None)
    @given(HOSTS, PORTS, PORTS)
    def test_another_port_is_refused(self, host, port, other):
        assert own(f"http://{host}:{other}", host=f"{host}:{port}") == (port == other)

    def test_a_proxy_may_have_taken_https_off(self):
        assert own("https://chat.example", host="chat.example", scheme="http")

    def test_https_is_never_taken_for_http(self):
        assert not own("http://chat.example", host="chat.example", scheme="https")

    def test_case_and_default_ports_make_no_difference(self):
        assert own("HTTP://Chat.Example", host="chat.example:80")
        assert own("https://chat.example:443", host="chat.example")

    @pytest.mark.parametrize(
        "origin",
        [
            "null",
            "",
            "*",
            "127.0.0.1:8000",
            "file://",
            "ftp://127.0.0.1:8000",
            "http://127.0.0.1:8000@evil.example",
            "http://evil.example@127.0.0.1:8000",
            "http://127.0.0.1:8000.evil.example",
            "http://127.0.0.1:99999",
            "http://[::1",
            "http://127.0.0.1:8000;script-src *",
        ],
    )
    def test_what_is_no_origin_of_ours_is_refused(self, origin):
        assert not own(origin)

    @settings(deadline=None)
    @given(st.text(), st.text(), st.text())
    def test_nothing_makes_it_crash(self, origin, host, public_url):
        own(origin, host=host)
        own(origin, host=host, public_url=public_url)

    def test_an_empty_host_is_never_ours(self):
        assert not own("http://", host="")


class TestWithAPublicUrl:
    def test_only_that_address_is_ours(self):
        public = "https://chat.shop.example"

        assert own("https://chat.shop.example", public_url=public)
        assert not own("http://chat.shop.example", public_url=public)
        assert not own("https://shop.example", public_url=public)

    def test_the_host_header_no_longer_counts(self):
        assert not own(
            "http://evil.example", host="evil.example", public_url="https://chat.shop.example"
        )


class TestNormalOrigin:
    @settings(deadline=None)
    @given(st.text())
    def test_is_a_fixed_point_and_holds_nothing_that_could_end_a_directive(self, text):
        found = normal_origin(text)

        if found is not None:
            assert normal_origin(found) == found
            assert not set(found) & set(" ;,'\"\r\n\t")

    def test_keeps_the_brackets_of_ipv6(self):
        assert normal_origin("http://[::1]:8000/") == "http://[::1]:8000"


class TestIsOrigin:
    @pytest.mark.parametrize(
        "text", ["https://shop.example", "https://Shop.example/", "https://shop.example:443"]
    )
    def test_takes_scheme_host_and_port(self, text):
        assert is_origin(text)

    @pytest.mark.parametrize(
        "text",
        [
            "shop.example",
            "https://*.shop.example",
            "https://shop.example/path",
            "https://shop.example; script-src *",
            "https://user@shop.example",
            "'self'",
        ],
    )
    def test_refuses_anything_more_or_less(self, text):
        assert not is_origin(text)


class TestSocketSources:
    def test_are_the_sockets_of_the_host_that_was_asked(self):
        assert socket_sources(host="127.0.0.1:8000", scheme="http", public_url=None) == [
            "ws://127.0.0.1:8000",
            "wss://127.0.0.1:8000",
        ]

    def test_are_secure_only_where_the_public_address_is(self):
        sources = socket_sources(host="x", scheme="http", public_url="https://chat.shop.example")

        assert sources == ["wss://chat.shop.example"]

    def test_leave_out_a_host_that_is_none(self):
        assert socket_sources(host="x; script-src *", scheme="http", public_url=None) == []


class TestSocketOriginCheck:
    def test_asks_about_the_connection_itself(self):
        allowed = socket_origin_check(None)
        environ = {"HTTP_HOST": "127.0.0.1:8000", "wsgi.url_scheme": "http"}

        assert allowed("http://127.0.0.1:8000", environ)
        assert not allowed("https://shop.example", environ)
        assert not allowed("null", environ)
        assert not allowed(None, environ)


class TestMayFrame:
    def allowed(self, origin, *, public_url=None):
        return may_frame(
            origin,
            ["https://Shop.example:443", "http://[::1]:5000"],
            host="chat.example",
            scheme="http",
            public_url=public_url,
        )

    @pytest.mark.parametrize(
        "origin",
        [
            "https://shop.example",
            "http://[::1]:5000",
            "http://chat.example",
            "https://chat.example",
        ],
    )
    def test_the_shops_pages_and_the_desks_own(self, origin):
        assert self.allowed(origin)

    @pytest.mark.parametrize("origin", ["https://chat.public.example", "http://chat.example"])
    def test_the_desk_has_two_names_where_it_has_a_public_url(self, origin):
        assert self.allowed(origin, public_url="https://chat.public.example")

    @pytest.mark.parametrize("origin", ["null", "", "*", "http://shop.example", "file://", "a b"])
    def test_no_other(self, origin):
        assert not self.allowed(origin)
