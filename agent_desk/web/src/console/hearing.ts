/** Lets the agent hear of what is new: the desk's state on one side, the alerts on the other. */
import { effect } from "@preact/signals";
import type { Alert, Alerts } from "./alerts/alerts";
import type { Tabs } from "./alerts/tabs";
import type { Desk } from "./desk";
import { isPending, newsBetween } from "./state/news";
import { wordNews } from "./texts/wording";
import type { Localization } from "./texts";

interface Parts {
  alerts: Pick<Alerts, "ring" | "settle">;
  tabs: Pick<Tabs, "show">;
  localization: Pick<Localization, "texts" | "language">;
  /** Whether somebody can see the page now. */
  isVisible: () => boolean;
}

export interface Hearing {
  /** Call it when the page is shown or hidden. */
  look: () => void;
  stop: () => void;
}

export function hear(desk: Desk, { alerts, tabs, localization, isVisible }: Parts): Hearing {
  let before = desk.state.peek();
  const look = () => {
    const { open } = desk.state.peek();
    tabs.show(open?.status === "ready" && isVisible() ? open.id : null);
  };
  const stop = effect(() => {
    const after = desk.state.value;
    const news = newsBetween(before, after);
    before = after;
    look();
    alerts.settle((chat) => isPending(after, chat));
    const texts = localization.texts.peek();
    for (const one of news) {
      const { conversation, kind, mark } = one;
      const alert: Alert = {
        kind: kind === "lines" ? "line" : "chat",
        key: `${kind}:${conversation.id}`,
        mark,
        chat: conversation.id,
        ...wordNews(texts, localization.language.peek(), after.shops, one),
        onOpen: () => void desk.chats.open(conversation.id),
      };
      void alerts.ring(alert);
    }
  });
  return {
    look,
    stop: () => {
      stop();
      tabs.show(null);
    },
  };
}
