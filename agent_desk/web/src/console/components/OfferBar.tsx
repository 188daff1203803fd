import { useEffect } from "preact/hooks";
import { now } from "../clock";
import { useDesk, useSelected, useApp, useTexts } from "../context";
import type { OfferedChat } from "../state/model";
import { useTransitions } from "../transitions";
import { wordCustomer } from "../texts/wording";
import { Icon } from "./Icon";

const REMINDED_MILLISECONDS = 5000;

/** The chat that is offered to this agent, above everything else, until the offer ends. */
export function OfferBar() {
  const texts = useTexts();
  const { alerts } = useApp();
  const offers = useSelected((state) => state.offers);
  const rings = offers.length > 0;
  useEffect(() => {
    if (!rings) return;
    const timer = setInterval(() => void alerts.remind(), REMINDED_MILLISECONDS);
    return () => clearInterval(timer);
  }, [alerts, rings]);
  if (!rings) return null;
  return (
    <ul class="offers" aria-label={texts.offer.label} data-testid="offers">
      {offers.map((offer) => (
        <Offer key={offer.id} offer={offer} />
      ))}
    </ul>
  );
}

function Offer({ offer: { id, expiresAt } }: { offer: OfferedChat }) {
  const texts = useTexts();
  const desk = useDesk();
  const { apply } = useTransitions();
  const conversation = useSelected((state) => state.conversations[id]);
  const busy = useSelected((state) => state.busy[id] !== undefined);
  if (!conversation) return null;
  const name = wordCustomer(texts, conversation.customer);
  const accept = async () => {
    await desk.chats.open(id);
    await apply("claim", id);
  };
  return (
    <li class="offer" data-testid="offer" data-id={id}>
      <Icon name="bell" />
      <p class="offer-words">
        <span class="strong" role="alert">
          {texts.notices.queued(name)}
        </span>
        <bdi class="offer-line quiet">{conversation.last_line}</bdi>
      </p>
      <span class="offer-left quiet tabular" aria-hidden="true">
        {texts.offer.left(Math.max(0, Math.floor((expiresAt - now.value) / 1000)))}
      </span>
      <div class="steps">
        <button
          type="button"
          class="button"
          data-testid="offer-decline"
          onClick={() => void desk.assignment.decline(id)}
        >
          {texts.offer.decline}
        </button>
        <button
          type="button"
          class="button primary"
          disabled={busy}
          title="a"
          data-testid="offer-accept"
          onClick={() => void accept()}
        >
          {texts.offer.accept}
        </button>
      </div>
    </li>
  );
}
