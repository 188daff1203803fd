import { useDesk, useSelected, useTexts } from "../context";
import { unreadInAll } from "../state/lists";
import type { View } from "../state/model";
import type { Texts } from "../texts";
import { ConversationList } from "./ConversationList";
import { BrandMark } from "./BrandMark";
import { DutySwitch } from "./DutySwitch";
import { Tools } from "./Tools";
import { Unread } from "./Unread";

const VIEWS: readonly View[] = ["waiting", "messages", "mine", "all"];

/** The left pane: who is working, and the lists. */
export function Sidebar({ onLogOut }: { onLogOut: () => void }) {
  const texts = useTexts();
  const name = useSelected((state) => state.agent?.name ?? "");
  return (
    <nav class="sidebar" aria-label={texts.lists.label}>
      <header class="sidebar-head">
        <BrandMark />
        <div class="sidebar-who">
          <span class="sidebar-name" data-testid="agent-name">
            {name}
          </span>
          <DutySwitch />
        </div>
        <Tools onLogOut={onLogOut} />
      </header>
      <div class="tabs">
        {VIEWS.map((view) => (
          <Tab key={view} view={view} />
        ))}
      </div>
      <ConversationList />
    </nav>
  );
}

function Tab({ view }: { view: View }) {
  const texts = useTexts();
  const desk = useDesk();
  const chosen = useSelected((state) => state.view === view);
  const count = useSelected((state) => (view === "all" ? null : state[view].length));
  const unread = useSelected((state) => (view === "mine" ? unreadInAll(state) : 0));
  const name = texts.lists[view];
  return (
    <button
      type="button"
      class="tab"
      aria-pressed={chosen}
      aria-controls="conversation-list"
      aria-label={wordTab(texts, name, count, unread)}
      data-testid={`tab-${view}`}
      onClick={() => desk.chooseView(view)}
    >
      {name}
      {count !== null && (
        <span
          class={view === "waiting" && count > 0 ? "count loud" : "count"}
          data-testid={`count-${view}`}
        >
          {count}
        </span>
      )}
      {unread > 0 && <Unread count={unread} testId="unread-mine" />}
    </button>
  );
}

function wordTab(texts: Texts, name: string, count: number | null, unread: number): string {
  const counted = count === null ? name : texts.lists.count(name, count);
  return unread === 0 ? counted : `${counted}, ${texts.lists.unread(unread)}`;
}
