import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { languageName } from "../../shared/language";
import type { AgentMessage, ConversationSummary } from "../../shared/payloads";
import { RichText } from "../../shared/RichText";
import { useSelected, useApp, useLanguage, useShopName, useTexts } from "../context";
import { numbersIn } from "../numbers";
import { wordCustomer, wordProofs } from "../texts/wording";
import { Ago } from "./Ago";
import { Icon } from "./Icon";
import { LeftContact } from "./LeftContact";
import { Numbers } from "./Numbers";
import { Trust } from "./Trust";

/** The right pane: who the visitor is, as far as it is known. */
export function CustomerPane() {
  const texts = useTexts();
  const { layout } = useApp();
  const conversation = useSelected((state) =>
    state.open ? state.conversations[state.open.id] : undefined,
  );
  const lines = useSelected((state) => state.open?.thread.lines);
  const closer = useRef<HTMLButtonElement>(null);
  useDrawerFocus(closer, layout.drawerShown.value);
  if (!conversation) return null;
  const classes = ["customer"];
  if (layout.customerFolded.value) classes.push("folded");
  if (layout.drawerShown.value) classes.push("drawer-shown");
  return (
    <aside class={classes.join(" ")} aria-label={texts.customer.label} data-testid="customer-pane">
      <header class="customer-head">
        <h2>{texts.customer.label}</h2>
        <button
          ref={closer}
          type="button"
          class="tool"
          title={texts.customer.fold}
          aria-label={texts.customer.fold}
          data-testid="customer-close"
          onClick={() => {
            if (layout.drawerShown.value) layout.drawerShown.value = false;
            else layout.foldCustomer(true);
          }}
        >
          <Icon name="close" />
        </button>
      </header>
      <Who conversation={conversation} />
      {conversation.left_message && <LeftContact left={conversation.left_message} />}
      <Found lines={lines ?? []} />
      <Notes lines={lines ?? []} />
    </aside>
  );
}

/** Moves the focus into the drawer when it opens, and back when it closes. */
function useDrawerFocus(closer: RefObject<HTMLButtonElement | null>, shown: boolean): void {
  useEffect(() => {
    if (!shown) return;
    const before = document.activeElement;
    closer.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [closer, shown]);
}

function Who({ conversation }: { conversation: ConversationSummary }) {
  const texts = useTexts();
  const reader = useLanguage();
  const shop = useShopName(conversation.shop_id);
  const { customer } = conversation;
  return (
    <section>
      <p class="customer-name">{wordCustomer(texts, customer)}</p>
      <p>
        <Trust customer={customer} />
      </p>
      <dl class="pairs">
        {customer.proved_orders.map((proved) => (
          <Pair key={proved.order_number} name={texts.trust.levels.order_proved}>
            <bdi>{proved.order_number}</bdi> · {wordProofs(texts, proved)} ·{" "}
            <Ago at={proved.proved_at} />
          </Pair>
        ))}
        <Pair name={texts.customer.language}>
          {customer.other_language !== null
            ? languageName(customer.other_language, reader)
            : customer.language === null
              ? texts.customer.unknown
              : texts.languages[customer.language]}
        </Pair>
        <Pair name={texts.customer.conversations}>
          {customer.conversations <= 1
            ? texts.customer.firstTime
            : texts.customer.nth(customer.conversations)}
        </Pair>
        <Pair name={texts.customer.shop}>{shop}</Pair>
        <Pair name={texts.customer.begun}>
          <Ago at={conversation.created_at} />
        </Pair>
        {conversation.rating !== null && (
          <Pair name={texts.customer.rating}>{texts.customer.ratingOf(conversation.rating)}</Pair>
        )}
      </dl>
    </section>
  );
}

function Pair({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="pair">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Every number that the visitor wrote in this chat, newest first, each once. */
function Found({ lines }: { lines: readonly AgentMessage[] }) {
  const texts = useTexts();
  const numbers = useMemo(() => numbersIn(lines), [lines]);
  return (
    <section>
      <h3>{texts.customer.numbers}</h3>
      {numbers.length === 0 ? (
        <p class="quiet">{texts.customer.noNumbers}</p>
      ) : (
        <Numbers numbers={numbers} />
      )}
    </section>
  );
}

function Notes({ lines }: { lines: readonly AgentMessage[] }) {
  const texts = useTexts();
  const notes = lines.filter((line) => line.kind === "note");
  return (
    <section>
      <h3>{texts.customer.notes}</h3>
      {notes.length === 0 && <p class="quiet">{texts.customer.noNotes}</p>}
      <ul class="customer-notes">
        {notes.map((note) => (
          <li key={note.id}>
            <p class="customer-note" dir="auto">
              <RichText text={note.text} />
            </p>
            <p class="quiet">
              {note.agent_name ?? texts.someone} · <Ago at={note.created_at} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
