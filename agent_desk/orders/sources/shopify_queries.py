"""What is asked of Shopify's Admin API. A query may cost 1,000 points, so lists are short.

Scopes: ``read_orders``; ``read_customers`` for ``customer``; ``read_all_orders`` for orders that are
older than 60 days.
"""

from __future__ import annotations

FULFILLMENTS_MAX = 10
ITEMS_A_PAGE = 100

BY_NUMBER = """
query ByNumber($filter: String!, $first: Int!) {
  orders(first: $first, query: $filter) { nodes { id name } }
}
"""

BY_TRACKING_NUMBER = """
query ByTrackingNumber($filter: String!, $first: Int!) {
  orders(first: $first, query: $filter, sortKey: CREATED_AT, reverse: true) {
    nodes { id name fulfillments(first: 10) { trackingInfo(first: 5) { number } } }
  }
}
"""

_STATE = """
  id name createdAt cancelledAt displayFinancialStatus displayFulfillmentStatus returnStatus
  totalPriceSet { presentmentMoney { amount currencyCode } }
"""

BY_CUSTOMER = f"""
query ByCustomer($filter: String!, $first: Int!) {{
  orders(first: $first, query: $filter, sortKey: CREATED_AT, reverse: true) {{
    nodes {{
      {_STATE}
      customer {{ id }}
      fulfillments(first: 10) {{ status displayStatus trackingInfo(first: 5) {{ number }} }}
    }}
  }}
}}
"""

_ITEMS = "nodes { name quantity } pageInfo { hasNextPage endCursor }"

ONE_ORDER = f"""
query OneOrder($id: ID!) {{
  shop {{ ianaTimezone }}
  order(id: $id) {{
    {_STATE}
    email phone
    customer {{ id }}
    shippingAddress {{ name phone zip }}
    billingAddress {{ name phone zip }}
    lineItems(first: {ITEMS_A_PAGE}) {{ {_ITEMS} }}
    fulfillmentsCount {{ count }}
    fulfillments(first: {FULFILLMENTS_MAX}) {{
      status displayStatus estimatedDeliveryAt
      trackingInfo(first: 5) {{ company number url }}
      events(first: 10, sortKey: HAPPENED_AT, reverse: true) {{
        nodes {{ status happenedAt city province country }}
      }}
      fulfillmentLineItems(first: 20) {{ nodes {{ quantity lineItem {{ name }} }} }}
    }}
    refunds(first: 10) {{
      createdAt
      totalRefundedSet {{ presentmentMoney {{ amount currencyCode }} }}
    }}
  }}
}}
"""

MORE_ITEMS = f"""
query MoreItems($id: ID!, $after: String!) {{
  order(id: $id) {{ lineItems(first: {ITEMS_A_PAGE}, after: $after) {{ {_ITEMS} }} }}
}}
"""
