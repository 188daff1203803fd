import pytest

from agent_desk.errors import StartError
from agent_desk.security.starting import check_security_settings
from agent_desk.settings.desk import DeskSettings
from agent_desk.settings.limits import LimitSettings
from agent_desk.settings.shops import ShopSettings

TEXT = {"zh": "灯笼巷", "en": "Lantern Lane"}


def settings(**changed):
    numbers = [{"pattern": "#{4-6}", "example": "#1001"}]
    shop = {"name": TEXT, "greeting": TEXT, "order_numbers": numbers}
    for name in ("allowed_origins", "identity_secret", "orders"):
        if name in changed:
            shop[name] = changed.pop(name)
    return DeskSettings(shops={"demo": ShopSettings(**shop)}, **changed)


class TestCheckSecuritySettings:
    def test_lets_sound_settings_pass(self):
        check_security_settings(
            settings(
                public_url="https://chat.shop.example",
                allowed_origins=["https://shop.example", "http://localhost:3000"],
                identity_secret="x" * 32,
            )
        )

    def test_lets_hosts_in_any_script_pass(self):
        check_security_settings(
            settings(public_url="https://聊天.example", allowed_origins=["https://商店.example"])
        )

    def test_counts_the_bytes_of_a_secret(self):
        with pytest.raises(StartError, match=r"shops\.demo\.identity_secret"):
            check_security_settings(settings(identity_secret="x" * 31))
        check_security_settings(settings(identity_secret="密" * 11))

    def test_never_shows_the_secret(self):
        with pytest.raises(StartError) as caught:
            check_security_settings(settings(identity_secret="hunter2-hunter2"))

        assert "hunter2" not in str(caught.value)

    @pytest.mark.parametrize("origin", ["shop.example", "*", "https://a.example; script-src *"])
    def test_names_an_allowed_origin_that_is_none(self, origin):
        with pytest.raises(StartError, match=r"shops\.demo\.allowed_origins"):
            check_security_settings(settings(allowed_origins=[origin]))

    @pytest.mark.parametrize("url", ["", "127.0.0.1:5005", "localhost", "http://", "http://a:port"])
    def test_names_an_address_of_rasa_that_is_none(self, url):
        with pytest.raises(StartError, match=r"agent_desk\.rasa\.url"):
            check_security_settings(settings(rasa={"url": url}))

    @pytest.mark.parametrize("url", ["chat.shop.example", "https://x.example/desk", ""])
    def test_names_a_public_url_that_is_none(self, url):
        with pytest.raises(StartError, match="public_url"):
            check_security_settings(settings(public_url=url))

    @pytest.mark.parametrize(
        "url",
        ["http://api.shop.example", "http://127.0.0.1.shop.example", "http://127.0.0.1@shop.example",
         "HTTP://10.0.0.7:80", "//api.shop.example", "ftp://api.shop.example", "http://", "http://a:port"],
    )  # fmt: skip
    def test_names_an_order_api_to_which_the_token_would_travel_in_the_clear(self, url):
        with pytest.raises(StartError, match=r"shops\.demo\.orders\.url"):
            check_security_settings(settings(orders={"kind": "http", "url": url, "token": "t"}))

    @pytest.mark.parametrize(
        "url",
        ["https://api.shop.example", "http://127.0.0.1:8080/relay", "http://[::1]", "http://localhost:1"],
    )  # fmt: skip
    def test_lets_an_order_api_over_tls_or_on_this_machine_pass(self, url):
        check_security_settings(settings(orders={"kind": "http", "url": url, "token": "t"}))

    def test_lets_an_order_api_without_tls_pass_where_the_setting_says_so(self):
        orders = {"kind": "http", "url": "http://10.0.0.7", "token": "t", "allow_plain_http": True}

        check_security_settings(settings(orders=orders))

    def test_names_a_rate_that_is_none(self):
        with pytest.raises(StartError, match=r"limits\.visitor_messages"):
            check_security_settings(settings(limits=LimitSettings(visitor_messages="lots")))
