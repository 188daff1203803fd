"""The carriers: their names, how they number parcels, and where a customer follows one.

To add one, add a row to ``CARRIERS``. A form is written as in ``number_forms``; a form of digits
alone counts only beside the carrier's name, or where words say that it is a parcel's.

Forms and check digits are the carriers' and the Universal Postal Union's (S10-12), as
github.com/jkeen/tracking_number_data (MIT) collects them with examples. The Chinese carriers publish
none; theirs are those on their labels. Pages are the carriers' own, of those that open with a number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bot.check_digits import CheckDigit, fedex, iso_7064, s10, seven, thrice, ups
from bot.number_forms import NumberForm, parse_form

Form = str | tuple[str, CheckDigit]
"""A pattern, or a pattern with its check digit."""


@dataclass(frozen=True)
class Carrier:
    """A customer reads the name of their language; ``also`` are further ones that shops write.

    ``page`` has ``{number}``, and is None where no page takes one. A post has the ``country`` at the end of its S10 numbers.
    """

    code: str
    en: str
    zh_hans: str
    zh_hant: str
    forms: tuple[Form, ...] = ()
    page: str | None = None
    country: str = ""
    also: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        named = (self.en, self.zh_hans, self.zh_hant, *self.also)
        return tuple(dict.fromkeys(name for name in named if name))

    @cached_property
    def parsed(self) -> tuple[tuple[NumberForm, CheckDigit | None], ...]:
        pairs = ((form, None) if isinstance(form, str) else form for form in self.forms)
        return tuple((parse_form(pattern), is_right) for pattern, is_right in pairs)


# The first form that a number has decides: Yanwen's before those of the posts.
CARRIERS: tuple[Carrier, ...] = (
    Carrier(
        "yanwen", "Yanwen", "燕文", "燕文",
        ("{A2}{9}YP",),
        "https://track.yw56.com.cn/en/querydel?nums={number}",
    ),
    Carrier(
        "ups", "UPS", "UPS", "UPS",
        (("1Z{X16}", ups),),
        "https://www.ups.com/track?tracknum={number}",
    ),
    Carrier(
        "fedex", "FedEx", "联邦快递", "聯邦快遞",
        (("96{20}", thrice(7)), ("{12}", fedex), ("{15}", thrice()), "{20}"),
        "https://www.fedex.com/fedextrack/?trknbr={number}",
    ),
    Carrier(
        "usps", "USPS", "美国邮政", "美國郵政",
        (("9{21}", thrice()), ("9{25}", thrice()), ("420{5}9{21}", thrice(8)), ("{20}", thrice())),
        "https://tools.usps.com/go/TrackConfirmAction?tLabels={number}",
        country="US",
    ),
    Carrier(
        "dhl", "DHL", "DHL", "DHL",
        (("{10}", seven), ("{11}", seven), "JVGL{9-10}"),
        "https://www.dhl.com/global-en/home/tracking.html?tracking-id={number}",
        also=("DHL Express", "敦豪"),
    ),
    Carrier(
        "dhl-ecommerce", "DHL eCommerce", "DHL 电子商务", "DHL 電子商務",
        ("GM{16-18}", "{14}"),
        "https://www.dhl.com/global-en/home/tracking.html?tracking-id={number}",
        also=("DHL",),
    ),
    Carrier(
        "dhl-paket", "DHL Paket", "DHL 包裹", "DHL 包裹",
        ("JJD{10-20}", ("00340{15}", thrice()), "{12}"),
        "https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode={number}",
        country="DE",
        also=("DHL", "Deutsche Post", "德国邮政"),
    ),
    Carrier(
        "amazon", "Amazon", "亚马逊物流", "亞馬遜物流",
        ("TB{A1}{12}",),
        "https://track.amazon.com/tracking/{number}",
        also=("Amazon Logistics",),
    ),
    Carrier(
        "dpd", "DPD", "DPD", "DPD",
        (("{14}{A1}", iso_7064), "{14}"),
        "https://tracking.dpd.de/status/en_US/parcel/{number}",
    ),
    Carrier(
        "gls", "GLS", "GLS", "GLS",
        ("{11}", "{12}"),
        "https://gls-group.com/EU/en/parcel-tracking?match={number}",
    ),
    Carrier(
        "sf", "SF Express", "顺丰速运", "順豐速運",
        ("SF{12-13}", "{12}"),
        "https://www.sf-express.com/chn/sc/waybill/waybill-detail/{number}",
        also=("S.F. Express", "SF International", "顺丰"),
    ),
    Carrier(
        "yunexpress", "YunExpress", "云途物流", "雲途物流",
        ("YT{16}",),
        "https://www.yuntrack.com/parcelTracking?id={number}",
        also=("Yun Express", "云途"),
    ),
    Carrier(
        "yto", "YTO Express", "圆通速递", "圓通速遞",
        ("YT{13-15}", "{12}", "{18}"),
        also=("YTO", "圆通"),
    ),
    Carrier(
        "zto", "ZTO Express", "中通快递", "中通快遞",
        ("ZTO{12}", "{12}", "{14}"),
        "https://www.zto.com/express/expressCheck.html?txtBill={number}",
        also=("ZTO", "中通"),
    ),
    Carrier(
        "sto", "STO Express", "申通快递", "申通快遞",
        ("{12-13}", "{15}"),
        also=("STO", "申通"),
    ),
    Carrier(
        "yunda", "Yunda Express", "韵达速递", "韻達速遞",
        ("{13}", "{15}"),
        also=("Yunda", "韵达"),
    ),
    Carrier("jt", "J&T Express", "极兔速递", "極兔速遞", ("JT{13}",), also=("J&T", "极兔")),
    Carrier("deppon", "Deppon", "德邦快递", "德邦快遞", ("DPK{12}", "{10}"), also=("德邦",)),
    Carrier(
        "jd", "JD Logistics", "京东物流", "京東物流",
        ("JDV{A1}{11-14}", "JDX{11-14}", "JD{11-18}"),
        "https://www.jdl.com/orderSearch/?waybillCodes={number}",
        also=("JD Express", "JDL", "京东"),
    ),
    Carrier(
        "cainiao", "Cainiao", "菜鸟", "菜鳥",
        ("LP{14-17}",),
        "https://global.cainiao.com/newDetail.htm?mailNoList={number}",
        also=("AliExpress",),
    ),
    Carrier(
        "4px", "4PX", "递四方", "遞四方",
        ("4PX{13}CN",),
        "https://track.4px.com/#/result/0/{number}",
    ),
    Carrier(
        "china-post", "China Post", "中国邮政", "中國郵政",
        ("{13}",),
        country="CN",
        also=("China EMS", "EMS", "邮政", "e邮宝", "ePacket"),
    ),
    Carrier(
        "yamato", "Yamato Transport", "黑猫宅急便", "黑貓宅急便",
        ("{12}",),
        "https://toi.kuronekoyamato.co.jp/cgi-bin/tneko?number01={number}",
        also=("Yamato", "ヤマト運輸", "黑猫", "宅急便"),
    ),
    Carrier(
        "royal-mail", "Royal Mail", "英国皇家邮政", "英國皇家郵政",
        page="https://www.royalmail.com/track-your-item#/tracking-results/{number}",
        country="GB",
        also=("Parcelforce",),
    ),
    Carrier(
        "correos", "Correos", "西班牙邮政", "西班牙郵政",
        ("PQ{X20}{A1}",),
        "https://www.correos.es/es/es/herramientas/localizador/envios/detalle"
        "?tracking-number={number}",
        country="ES",
    ),
    Carrier(
        "correios", "Correios", "巴西邮政", "巴西郵政",
        page="https://rastreamento.correios.com.br/app/index.php?objetos={number}",
        country="BR",
    ),
    Carrier(
        "japan-post", "Japan Post", "日本邮政", "日本郵政",
        ("{11}", "{12}"),
        "https://trackings.post.japanpost.jp/services/srv/search/direct?reqCodeNo1={number}",
        country="JP",
        also=("日本郵便", "日本邮便"),
    ),
    Carrier(
        "australia-post", "Australia Post", "澳大利亚邮政", "澳洲郵政",
        page="https://auspost.com.au/mypost/track/details/{number}",
        country="AU",
        also=("AusPost", "澳洲邮政"),
    ),
    Carrier(
        "la-poste", "La Poste", "法国邮政", "法國郵政",
        page="https://www.laposte.fr/outils/suivre-vos-envois?code={number}",
        country="FR",
        also=("Colissimo",),
    ),
    Carrier(
        "canada-post", "Canada Post", "加拿大邮政", "加拿大郵政",
        page="https://www.canadapost-postescanada.ca/track-reperage/en#/details/{number}",
        country="CA",
    ),
    Carrier(
        "swiss-post", "Swiss Post", "瑞士邮政", "瑞士郵政",
        page="https://service.post.ch/ekp-web/ui/entry/search/{number}",
        country="CH",
    ),
    Carrier(
        "hongkong-post", "Hongkong Post", "香港邮政", "香港郵政",
        page="https://www.hongkongpost.hk/en/mail_tracking/index.html?trackcode={number}",
        country="HK",
        also=("Hong Kong Post",),
    ),
    Carrier("taiwan-post", "Chunghwa Post", "中华邮政", "中華郵政", country="TW"),
    Carrier("singapore-post", "Singapore Post", "新加坡邮政", "新加坡郵政", country="SG", also=("SingPost",)),
    # Of all posts, also of those that have no row.
    Carrier("s10", "", "", "", (("{A2}{9}{A2}", s10),)),
)  # fmt: skip


def forms(*, digits_alone: bool) -> Iterator[tuple[Carrier, NumberForm, CheckDigit | None]]:
    """The forms of all carriers, either those of digits alone or the others."""
    for carrier in CARRIERS:
        for form, is_right in carrier.parsed:
            if form.is_digits == digits_alone:
                yield carrier, form, is_right
