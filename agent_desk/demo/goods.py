"""What the demo shop sells, and where it sends parcels."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Route:
    country: str
    city: str
    dial: str
    carrier: str


ROUTES = (
    Route("BR", "São Paulo", "+55 11 9", "China Post"),
    Route("US", "Los Angeles", "+1 415 ", "YunExpress"),
    Route("US", "New York", "+1 212 ", "China Post"),
    Route("GB", "London", "+44 77", "YunExpress"),
    Route("DE", "Frankfurt", "+49 151 ", "YunExpress"),
    Route("FR", "Paris", "+33 6 ", "China Post"),
    Route("JP", "Tokyo", "+81 90 ", "SF Express"),
    Route("KR", "Seoul", "+82 10 ", "SF Express"),
    Route("AU", "Sydney", "+61 4", "China Post"),
    Route("CA", "Toronto", "+1 416 ", "YunExpress"),
    Route("SG", "Singapore", "+65 8", "SF Express"),
    Route("MY", "Kuala Lumpur", "+60 12 ", "China Post"),
    Route("AE", "Dubai", "+971 50 ", "YunExpress"),
    Route("CN", "Shanghai", "138", "SF Express"),
    Route("HK", "Hong Kong", "+852 9", "SF Express"),
    Route("TW", "Taipei", "+886 9", "SF Express"),
)

CURRENCIES = {"CN": "CNY", "GB": "GBP", "DE": "EUR", "FR": "EUR", "JP": "JPY"}

GOODS = (
    ("亚麻衬衫", "Linen shirt"),
    ("羊毛围巾", "Wool scarf"),
    ("防晒外套", "Sun-protection jacket"),
    ("帆布托特包", "Canvas tote bag"),
    ("棉质睡衣", "Cotton pyjamas"),
    ("透明手机壳", "Clear phone case"),
    ("磁吸充电宝", "Magnetic power bank"),
    ("编织数据线", "Braided charging cable"),
    ("氮化镓充电器", "GaN charger"),
    ("蓝牙耳机", "Wireless earbuds"),
    ("纸灯笼小夜灯", "Paper lantern night light"),
    ("陶瓷马克杯", "Ceramic mug"),
    ("香薰蜡烛", "Scented candle"),
    ("竹制收纳盒", "Bamboo storage box"),
    ("便携茶具", "Travel tea set"),
)
