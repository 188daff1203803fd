"""Three shops in one desk that share nothing: other languages, numbers, proofs, hours and brands."""

import csv
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

import yaml

from tests.browser.shop_site import ShopSite, shop_site
from tests.fakes import shopify_api, woocommerce_api
from tests.fakes.api_server import Routes, serve
from tests.stack.processes import free_port, running
from tests.stack.product import command, environment_of

ALWAYS = {day: ["00:00-24:00"] for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}
ALWAYS |= {"saturday": ["00:00-24:00"], "sunday": ["00:00-24:00"]}
PASSWORD = "correct horse battery"
IDENTITY_SECRET = "0123456789abcdef0123456789abcdef"


@dataclass
class Shop:
    """What a test needs to know of a shop. ``faq`` are pairs of a question and its answer."""

    id: str
    page_language: str
    settings: dict
    faq: list[tuple[str, str]]
    agent: str = field(init=False)

    def __post_init__(self):
        self.agent = f"agent@{self.id}.example"


@dataclass
class ThreeShops:
    url: str
    site: ShopSite
    harbour: Shop
    teahouse: Shop
    yunhe: Shop


def harbour(api):
    """English, on Shopify, #1001, proved by e-mail, always open."""
    return Shop(
        "harbour",
        "en",
        {
            "name": {"en": "Harbour Goods", "zh": "海港杂货"},
            "accent": "#0b5c8a",
            "greeting": {"en": "Ahoy from Harbour Goods.", "zh": "海港杂货为您服务。"},
            "order_numbers": [{"pattern": "#{4-6}", "example": "#1001"}],
            "proof": {"kinds": ["email"], "needed": 1},
            "orders": {
                "kind": "shopify",
                "url": api,
                "token": shopify_api.TOKEN,
                "timeout_seconds": 20,
            },
            "hours": {"time_zone": "Europe/London", "weekly": ALWAYS},
            "intents_off": ["membership", "price_protection"],
        },
        [
            ("Do you gift-wrap?", "Yes. Tick gift wrap in the basket; it costs two pounds."),
            ("Can I return an item?", "Yes, within 60 days, unused and in its box."),
            ("How long does delivery take?", "Royal Mail brings it in two to four working days."),
            ("Do you have a members' club?", "No club: everybody pays the same low price."),
        ],
    )


def teahouse(api):
    """Traditional Chinese, on WooCommerce, digits, proved by e-mail and surname, closed."""
    return Shop(
        "teahouse",
        "zh-Hant",
        {
            "name": {"zh": "山月茶行", "zh-Hant": "山月茶行", "en": "Shanyue Tea"},
            "accent": "#2f6b3a",
            "greeting": {
                "zh": "您好，这里是山月茶行。",
                "zh-Hant": "您好，這裡是山月茶行。",
                "en": "Hello.",
            },
            "traditional": "tw",
            "order_numbers": [{"pattern": "{3-6}", "example": "3471"}],
            "proof": {"kinds": ["email", "surname"], "needed": 2},
            "orders": {
                "kind": "woocommerce",
                "url": api,
                "consumer_key": woocommerce_api.KEY,
                "consumer_secret": woocommerce_api.SECRET,
                "timeout_seconds": 20,
            },
            "hours": {"time_zone": "Asia/Taipei", "weekly": {}},
            "acts_off": ["look_up_parcel"],
        },
        [
            ("高山茶怎麼保存？", "請密封後放在陰涼處，開封後三個月內喝完風味最好。"),
            ("可以退貨嗎？", "未拆封的茶葉七天內可以退貨。"),
            ("運費怎麼算？", "台灣本島滿八百元免運費。"),
            ("有提供茶葉試喝包嗎？", "有，每款十公克，結帳時可以加購。"),
        ],
    )


def yunhe(api):
    """Simplified Chinese, an API of Relay's own form, eighteen digits, proved by the phone."""
    return Shop(
        "yunhe",
        "zh",
        {
            "name": {"zh": "云禾数码", "en": "Yunhe Digital"},
            "accent": "#6a3fb3",
            "greeting": {"zh": "您好，云禾数码客服为您服务。", "en": "Hello from Yunhe Digital."},
            "order_numbers": [{"pattern": "{18-19}", "example": "202611200000000017"}],
            "orders": {"kind": "http", "url": api, "token": "shop-token", "timeout_seconds": 20},
            "intents_off": ["coupon"],
            "identity_secret": IDENTITY_SECRET,
        },
        [
            ("耳机保修多久？", "耳机保修两年，凭订单就可以。"),
            ("可以退货吗？", "签收后十五天内可以退货。"),
            ("怎么开发票？", "下单时勾选电子发票即可。"),
            ("支持分期付款吗？", "支持三期免息分期。"),
        ],
    )


YUNHE_ORDER = {
    "order_number": "202611200000000099",
    "status": "shipped",
    "placed_at": "2026-11-20T04:00:00Z",
    "customer_subject": "customer-6",
    "phone": "13800138000",
    "items": [{"name": "降噪耳机"}],
    "total": "899.00",
    "currency": "CNY",
}
OLDER_ORDER = YUNHE_ORDER | {
    "order_number": "202610010000000042",
    "status": "delivered",
    "placed_at": "2026-10-01T04:00:00Z",
    "items": [{"name": "充电宝"}],
}
ORDERS = (YUNHE_ORDER, OLDER_ORDER)


@contextmanager
def three_shops(folder, rasa_url):
    """Yields the desk while it serves; each shop has a file, a base and an agent of its own."""
    with ExitStack() as stack:
        pages = {f"/orders/{order['order_number']}": order for order in ORDERS}
        routes = Routes(pages=pages | {"/customers/customer-6/orders": list(ORDERS)})
        apis = [shopify_api.FakeShopify(), woocommerce_api.FakeWooCommerce(), routes]
        urls = [stack.enter_context(serve(api)) for api in apis]
        shops = [make(url) for make, url in zip((harbour, teahouse, yunhe), urls, strict=True)]
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        site = stack.enter_context(shop_site(url))
        for shop in shops:
            shop.settings["allowed_origins"] = [site.origin]
        environment = _set_up(folder, shops, rasa_url, port)
        serve_desk = [sys.executable, "-m", "agent_desk", "serve"]
        log = folder / "desk.log"
        stack.enter_context(running(serve_desk, env=environment, log=log, ready=f"{url}/readyz"))
        yield ThreeShops(url, site, *shops)


def _set_up(folder, shops, rasa_url, port):
    """The environment of the desk. Its settings, bases and agents are there afterwards."""
    config = folder / "config.yml"
    config.write_text("agent_desk: {}\n")
    environment = environment_of(folder, rasa_url=rasa_url, port=port)
    del environment["RELAY_AGENT_DESK_SHOPS"]
    environment["RELAY_CONFIG"] = str(config)
    (folder / "shops").mkdir()
    for shop in shops:
        (folder / "shops" / f"{shop.id}.yml").write_text(
            yaml.safe_dump(shop.settings, allow_unicode=True), encoding="utf-8"
        )
    for shop in shops:
        faq = folder / f"{shop.id}.csv"
        with faq.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("question", "answer"), *shop.faq])
        command(environment, "knowledge_base", "import", "--shop", shop.id, "--new-shop", str(faq))
    command(environment, "agent_desk", "migrate")
    for shop in shops:
        agent = ("agents", "add", shop.agent, "--name", f"Agent of {shop.id}", "--shop", shop.id)
        command(environment, "agent_desk", *agent, "--password-stdin", stdin=PASSWORD)
    return environment
