import pytest

from agent_desk.orders.model import Parcel
from agent_desk.orders.parcel_pages import WithParcelPages, parcel_page
from agent_desk.settings.order_numbers import ParcelNumber
from tests.fakes.orders import FakeOrders, order

UPS = "https://www.ups.com/track?tracknum=1Z5R89390357567127"


def own(pattern="KX-{5}", example="KX-20391", **more):
    return ParcelNumber(pattern=pattern, example=example, **more)


class TestParcelPage:
    @pytest.mark.parametrize(
        ("number", "carrier"),
        [
            ("1Z5R89390357567127", None),
            ("1z 5R8 939 0357567127", "UPS Ground"),
            ("1Z5R89390357567127", "our partner"),
        ],
    )
    def test_is_that_of_the_carrier_whose_form_the_number_has(self, number, carrier):
        assert parcel_page(number, carrier) == UPS

    @pytest.mark.parametrize(
        ("number", "carrier", "site"),
        [
            ("986578788855", "FedEx International", "https://www.fedex.com/"),
            ("75312345678901", "中通快遞", "https://www.zto.com/"),
            ("RB123456785GB", None, "https://www.royalmail.com/"),
            ("RB123456785GB", "Yanwen", "https://track.yw56.com.cn/"),
            ("JJD0099999999", "DHL", "https://www.dhl.de/"),
        ],
    )
    def test_the_carriers_name_decides_first(self, number, carrier, site):
        assert parcel_page(number, carrier).startswith(site)

    @pytest.mark.parametrize(
        ("number", "carrier"),
        [
            ("986578788855", None),
            ("LX123456785CN", None),
            ("1234567890123", "China Post"),
            ("", ""),
        ],
    )
    def test_is_unknown_where_no_page_takes_the_number(self, number, carrier):
        assert parcel_page(number, carrier) is None

    def test_the_shops_own_page_comes_first(self):
        ours = [own(url="https://post.example/?no={number}&lang=en")]
        assert parcel_page("kx 20391", "UPS", ours) == "https://post.example/?no=KX-20391&lang=en"

    def test_the_shop_may_name_only_the_carrier(self):
        page = parcel_page("KX-20391", None, [own(carrier="GLS")])
        assert page == "https://gls-group.com/EU/en/parcel-tracking?match=KX-20391"

    def test_a_number_stays_one_part_of_the_address(self):
        page = parcel_page("1/../&x=#", "UPS")
        assert page == "https://www.ups.com/track?tracknum=1%2F..%2F%26X%3D%23"


class TestWithParcelPages:
    def test_gives_parcels_a_page(self):
        numbers = ("1Z5R89390357567127", "KX-20391")
        sent = order(parcels=tuple(Parcel(tracking_number=number) for number in numbers))
        source = WithParcelPages(FakeOrders(sent), [own(url="https://post.example/{number}")])

        pages = [one.url for one in source.order("RL2611200001").parcels]

        assert pages == [UPS, "https://post.example/KX-20391"]
        assert source.order_of_parcel("KX-20391") == source.order("RL2611200001")

    def test_keeps_the_page_that_the_shop_gives(self):
        given = Parcel(tracking_number="1Z5R89390357567127", url="https://a.example")
        source = WithParcelPages(FakeOrders(order(parcels=(given,))))

        assert source.order("RL2611200001").parcels == (given,)

    def test_knows_no_order_that_the_source_does_not_know(self):
        source = WithParcelPages(FakeOrders())
        assert source.order("RL1") is source.order_of_parcel("KX-20391") is None
