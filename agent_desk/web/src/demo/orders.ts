/** An order that a newcomer may ask about. */
export interface DemoOrder {
  order_number: string;
  phone_last4: string;
  status: string;
}

/** The demo's orders; empty when the desk shows no demo or cannot be reached. */
export async function fetchDemoOrders(): Promise<DemoOrder[]> {
  try {
    const response = await fetch("/api/demo/orders");
    if (!response.ok) return [];
    const { orders } = (await response.json()) as { orders: DemoOrder[] };
    return orders;
  } catch {
    // The page is complete without them: the card leaves the table out.
    return [];
  }
}
