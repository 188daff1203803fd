import { useEffect, useRef } from "preact/hooks";
import { useDesk, useSelected, useTexts } from "../context";
import { idsOf } from "../state/lists";
import type { View } from "../state/model";
import type { Texts } from "../texts";
import { ConversationRow } from "./ConversationRow";

/** The chosen list. Rows out of view cost no layout (content-visibility), so that 500 rows stay fast. */
export function ConversationList() {
  const texts = useTexts();
  const view = useSelected((state) => state.view);
  const ids = useSelected((state) => idsOf(state, view));
  const connected = useSelected((state) => state.agent !== null);
  const openId = useSelected((state) => state.open?.id ?? null);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [openId, view]);

  return (
    <div
      class="list"
      ref={list}
      id="conversation-list"
      role="region"
      aria-label={texts.lists[view]}
    >
      {ids.length === 0 ? (
        <EmptyList texts={texts} view={view} connected={connected} />
      ) : (
        <ul class="rows" data-testid="conversation-list">
          {ids.map((id) => (
            <ConversationRow key={id} id={id} />
          ))}
        </ul>
      )}
      {view === "all" && <AllFooter />}
    </div>
  );
}

function EmptyList({ texts, view, connected }: { texts: Texts; view: View; connected: boolean }) {
  const status = useSelected((state) => state.all.status);
  if (!connected) return <p class="list-empty quiet">{texts.lists.loading}</p>;
  if (view === "all" && status !== "ready") return null;
  const { heading, hint } = {
    waiting: { heading: texts.lists.emptyWaiting, hint: texts.lists.emptyWaitingHint },
    messages: { heading: texts.lists.emptyMessages, hint: texts.lists.emptyMessagesHint },
    mine: { heading: texts.lists.emptyMine, hint: texts.lists.emptyMineHint },
    all: { heading: texts.lists.emptyAll, hint: texts.lists.emptyAllHint },
  }[view];
  return (
    <div class="list-empty" data-testid="list-empty">
      <p class="strong">{heading}</p>
      <p class="quiet">{hint}</p>
    </div>
  );
}

function AllFooter() {
  const texts = useTexts();
  const desk = useDesk();
  const { status, more, ids } = useSelected((state) => state.all);
  if (status === "loading") return <p class="list-foot quiet">{texts.lists.loading}</p>;
  if (status === "failed") {
    return (
      <p class="list-foot" role="alert">
        {texts.lists.failed}{" "}
        <button type="button" class="link" onClick={() => void desk.loadAll(ids.length === 0)}>
          {texts.lists.retry}
        </button>
      </p>
    );
  }
  if (!more) return null;
  return (
    <p class="list-foot">
      <button
        type="button"
        class="button"
        data-testid="list-more"
        onClick={() => void desk.loadAll(false)}
      >
        {texts.lists.more}
      </button>
    </p>
  );
}
