import type { AgentView } from "../../shared/payloads";
import { useEffect, useState } from "preact/hooks";
import { ClientContext, useDesk, useSelected, useApp, useTexts } from "../context";
import { apiFailureOf } from "../api";
import { useKeyboard } from "../keyboard";
import { unreadInAll } from "../state/lists";
import { start, type Client } from "../client";
import { AlertsDialog } from "./AlertsDialog";
import { Announcer } from "./Announcer";
import { Chat } from "./Chat";
import { ConnectionBar } from "./ConnectionBar";
import { CustomerPane } from "./CustomerPane";
import { HelpDialog } from "./HelpDialog";
import { NoticeBar } from "./NoticeBar";
import { OfferBar } from "./OfferBar";
import { Sidebar } from "./Sidebar";
import { TransferDialog } from "./TransferDialog";

/** The console of one agent; it is connected while it is shown. */
export function Workspace({ agent }: { agent: AgentView }) {
  const app = useApp();
  const [client, setClient] = useState<Client | null>(null);

  useEffect(() => {
    const begun = start(agent, app);
    setClient(begun);
    return () => begun.stop();
    // Only another id is another agent: checking the session again starts no new console.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [agent.id, app]);

  if (!client) return null;
  return (
    <ClientContext.Provider value={client}>
      <Panes />
    </ClientContext.Provider>
  );
}

function Panes() {
  const { login, layout } = useApp();
  const desk = useDesk();
  const chatOpen = useSelected((state) => state.open !== null);
  const chatReady = useSelected((state) => state.open?.status === "ready");
  useKeyboard();
  useTitle();
  useEffect(() => {
    if (!chatOpen) layout.drawerShown.value = false;
  }, [chatOpen, layout]);
  const logOut = async () => {
    try {
      await login.logOut();
    } catch (error) {
      desk.dispatch({ type: "noticed", notice: { kind: "failed", failure: apiFailureOf(error) } });
    }
  };
  const classes = ["panes"];
  if (chatOpen) classes.push("chat-open");
  if (layout.customerFolded.value || !chatOpen) classes.push("no-customer");
  return (
    <div class="console">
      <ConnectionBar />
      <OfferBar />
      <div class={classes.join(" ")} data-testid="console">
        <Sidebar onLogOut={() => void logOut()} />
        <Chat />
        <CustomerPane />
      </div>
      {!chatReady && <NoticeBar />}
      <AlertsDialog />
      <HelpDialog />
      <TransferDialog />
      <Announcer />
    </div>
  );
}

function useTitle(): void {
  const texts = useTexts();
  const waiting = useSelected((state) => state.waiting.length);
  const unread = useSelected(unreadInAll);
  useEffect(() => {
    document.title = texts.title(waiting, unread);
  }, [texts, waiting, unread]);
}
