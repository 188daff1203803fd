from decimal import Decimal

from agent_desk.cli.order_report import Answers, report
from agent_desk.orders.model import Order, Refund
from agent_desk.settings.order_proof import ProofSettings


def test_names_a_refund_of_nothing_with_its_amount():
    refund = Refund(status="paid", amount=Decimal("0.00"))
    order = Order(order_number="#1001", status="refunded", currency="EUR", refunds=(refund,))

    lines = report(order, Answers("yes", "yes"), ProofSettings(), ())

    assert "  refund: paid, EUR 0.00" in lines
