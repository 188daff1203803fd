import { useEffect, useState } from "preact/hooks";
import { fetchDemoOrders, type DemoOrder } from "./orders";
import type { DemoTexts } from "./texts";

/** What to ask, which orders there are, and the link to the console. */
export function TryCard({ texts }: { texts: DemoTexts }) {
  return (
    <aside class="try" aria-labelledby="try">
      <h2 id="try">{texts.tryTitle}</h2>
      <p>{texts.tryLead}</p>
      <p>
        <button
          type="button"
          class="try-open"
          data-testid="open-chat"
          onClick={() => window.RelayChat?.open()}
        >
          {texts.openChat}
        </button>
      </p>
      <h3>{texts.askTitle}</h3>
      <ul class="try-questions">
        {texts.questions.map((question) => (
          <li key={question}>{question}</li>
        ))}
      </ul>
      <Orders texts={texts} />
      <p class="try-agent">
        {texts.agentLead} <a href="/console">{texts.agentLink}</a>
      </p>
    </aside>
  );
}

function Orders({ texts }: { texts: DemoTexts }) {
  const [orders, setOrders] = useState<DemoOrder[]>([]);
  useEffect(() => {
    void fetchDemoOrders().then(setOrders);
  }, []);
  if (orders.length === 0) return null;
  return (
    <>
      <h3>{texts.ordersTitle}</h3>
      <p class="quiet">{texts.ordersLead}</p>
      <table class="try-orders tabular" data-testid="demo-orders">
        <thead>
          <tr>
            <th scope="col">{texts.orderNumber}</th>
            <th scope="col">{texts.phoneDigits}</th>
            <th scope="col">{texts.orderStatus}</th>
          </tr>
        </thead>
        <tbody>
          {orders.map((order) => (
            <tr key={order.order_number}>
              <td>{order.order_number}</td>
              <td>{order.phone_last4}</td>
              <td>{texts.status(order.status)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
