import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent_desk.security.addresses import client_address, is_behind_unknown_proxy, is_local


def environ(peer, forwarded=None, host="localhost:8000"):
    made = {"REMOTE_ADDR": peer, "HTTP_HOST": host}
    if forwarded is not None:
        made["HTTP_X_FORWARDED_FOR"] = forwarded
    return made


class TestClientAddress:
    def test_is_the_peer_when_no_proxy_is_trusted(self):
        asked = environ("203.0.113.9", "198.51.100.1")

        assert client_address(asked, trusted_proxies=0) == "203.0.113.9"

    def test_is_what_our_own_proxy_wrote_and_not_what_the_client_did(self):
        asked = environ("127.0.0.1", "1.1.1.1, 2.2.2.2, 203.0.113.9")

        assert client_address(asked, trusted_proxies=1) == "203.0.113.9"
        assert client_address(asked, trusted_proxies=2) == "2.2.2.2"

    @pytest.mark.parametrize("forwarded", [None, "", "unknown", "1.2.3.4:80", "a, b"])
    def test_is_the_peer_when_the_header_says_nothing_usable(self, forwarded):
        assert client_address(environ("127.0.0.1", forwarded), trusted_proxies=1) == "127.0.0.1"

    def test_is_the_peer_when_fewer_proxies_wrote_than_are_trusted(self):
        assert client_address(environ("127.0.0.1", "9.9.9.9"), trusted_proxies=2) == "127.0.0.1"

    def test_is_the_network_of_one_ipv6_customer(self):
        first = client_address(environ("2001:db8:1:2::1"), trusted_proxies=0)
        second = client_address(environ("2001:db8:1:2:ffff::9"), trusted_proxies=0)

        assert first == second == "2001:db8:1:2::/64"

    def test_takes_an_ipv4_address_written_as_ipv6_for_the_same(self):
        assert client_address(environ("::ffff:203.0.113.9"), trusted_proxies=0) == "203.0.113.9"

    @settings(deadline=None)
    @given(st.text(), st.integers(0, 3))
    def test_no_header_makes_it_crash(self, forwarded, proxies):
        assert client_address(environ("127.0.0.1", forwarded), trusted_proxies=proxies)


class TestIsLocal:
    @pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.0.1", "::1", "::ffff:127.0.0.1"])
    def test_this_machine_is(self, peer):
        assert is_local(environ(peer))

    @pytest.mark.parametrize("peer", ["203.0.113.9", "10.0.0.1", "", "localhost"])
    def test_any_other_is_not(self, peer):
        assert not is_local(environ(peer))

    @pytest.mark.parametrize(
        "header",
        [
            "HTTP_X_FORWARDED_FOR",
            "HTTP_X_FORWARDED_HOST",
            "HTTP_X_FORWARDED_PROTO",
            "HTTP_X_FORWARDED",
            "HTTP_FORWARDED",
            "HTTP_VIA",
            "HTTP_X_REAL_IP",
            "HTTP_X_CLIENT_IP",
            "HTTP_CF_CONNECTING_IP",
            "HTTP_TRUE_CLIENT_IP",
            "HTTP_X_ORIGINAL_HOST",
        ],
    )
    def test_a_proxy_on_this_machine_is_not(self, header):
        assert not is_local(environ("127.0.0.1") | {header: ""})

    @pytest.mark.parametrize(
        "host", ["localhost", "LocalHost:9", "127.0.0.1:8000", "[::1]:8000", "127.8.0.1"]
    )
    def test_it_may_be_asked_for_by_its_own_names(self, host):
        assert is_local(environ("127.0.0.1", host=host))

    @pytest.mark.parametrize(
        "host", ["chat.shop.example", "10.0.0.1:8000", "", "[::1", "localhost.evil.example"]
    )
    def test_what_was_asked_for_by_another_name_is_not(self, host):
        assert not is_local(environ("127.0.0.1", host=host))


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted_proxies", "expected"),
    [
        ("127.0.0.1", "192.0.2.1", 0, True),
        ("::1", "192.0.2.1", 0, True),
        ("127.0.0.1", "192.0.2.1", 1, False),
        ("127.0.0.1", None, 0, False),
        ("192.0.2.9", "192.0.2.1", 0, False),
        ("", "192.0.2.1", 0, False),
    ],
)
def test_proxy_on_this_machine_that_no_setting_names(peer, forwarded, trusted_proxies, expected):
    request = environ(peer, forwarded)

    assert is_behind_unknown_proxy(request, trusted_proxies=trusted_proxies) is expected
