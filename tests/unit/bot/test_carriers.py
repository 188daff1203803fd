from urllib.parse import urlsplit

import pytest

from bot.carriers import CARRIERS, forms


def test_codes_and_countries_are_given_once():
    codes = [carrier.code for carrier in CARRIERS]
    countries = [carrier.country for carrier in CARRIERS if carrier.country]
    assert len(set(codes)) == len(codes)
    assert len(set(countries)) == len(countries)


@pytest.mark.parametrize(
    "carrier", [c for c in CARRIERS if c.page], ids=lambda carrier: carrier.code
)
def test_a_page_takes_the_number(carrier):
    page = carrier.page.format(number="RB123456785GB")
    assert page.count("RB123456785GB") == 1
    assert urlsplit(page).scheme == "https"


@pytest.mark.parametrize(
    "name",
    ["UPS", "FedEx", "DHL", "DHL eCommerce", "DHL Paket", "USPS", "YunExpress", "Yanwen", "4PX",
     "Cainiao", "SF Express", "ZTO", "YTO", "STO", "Yunda", "JD Logistics", "China Post",
     "Royal Mail", "DPD", "GLS", "Correos", "Correios", "Japan Post", "Australia Post"],
)  # fmt: skip
def test_knows_the_carriers_of_shops_that_sell_across_borders(name):
    assert name in {name for carrier in CARRIERS for name in carrier.names}


def test_every_form_is_either_of_digits_or_not():
    digits, others = list(forms(digits_alone=True)), list(forms(digits_alone=False))
    assert len(digits) + len(others) == sum(len(carrier.forms) for carrier in CARRIERS)
    assert all(form.is_digits for _, form, _ in digits)
