/** One agent's console: its connection, its state, and what the browser stores of it. */
import { effect } from "@preact/signals";
import { connect, type Connection } from "../shared/connection";
import type { AgentEvents, AgentRequests } from "../shared/events";
import type { AgentView } from "../shared/payloads";
import { openStore } from "../shared/storage";
import { chatInAddress, showInAddress } from "./address";
import type { AppServices } from "./context";
import { Desk } from "./desk";
import { hear } from "./hearing";
import { saveChanges, loadWork } from "./savedWork";
import { isNarrow } from "./layout";
import type { LoginSession } from "./loginSession";

export interface Client {
  readonly desk: Desk;
  readonly connection: Connection<AgentRequests, AgentEvents>;
  stop: () => void;
}

/** Connects, and restores what this agent was doing. */
export function start(agent: AgentView, app: AppServices): Client {
  const { login, layout } = app;
  const connection = connect<AgentRequests, AgentEvents>("/agent", () => ({
    csrf_token: login.csrfToken,
  }));
  const desk: Desk = new Desk(connection, {
    attentive: () => layout.atEnd.value && isVisible(),
    onSessionEnded: () => void login.check(),
  });
  const endings = [
    keepWriting(desk, agent.id),
    ringForNews(desk, app),
    followAddress(desk),
    renewRefused(connection, login),
    () => connection.close(),
  ];
  return { desk, connection, stop: () => endings.forEach((end) => end()) };
}

function keepWriting(desk: Desk, agentId: string): () => void {
  const store = openStore("relay-console-writing");
  desk.dispatch({ type: "restored", ...loadWork(store, agentId) });
  let before = desk.state.peek();
  return effect(() => {
    const after = desk.state.value;
    saveChanges(store, agentId, before, after);
    before = after;
  });
}

function ringForNews(desk: Desk, app: AppServices): () => void {
  const hearing = hear(desk, { ...app, isVisible });
  document.addEventListener("visibilitychange", hearing.look);
  return () => {
    document.removeEventListener("visibilitychange", hearing.look);
    hearing.stop();
  };
}

function isVisible(): boolean {
  return document.visibilityState === "visible";
}

function followAddress(desk: Desk): () => void {
  const asked = chatInAddress();
  if (asked !== null) desk.chats.select(asked);
  const follow = () => {
    const id = chatInAddress();
    const openId = desk.state.peek().open?.id ?? null;
    if (id === openId) return;
    if (id === null) desk.chats.close();
    else void desk.chats.open(id);
  };
  window.addEventListener("popstate", follow);
  let before = asked;
  const stop = effect(() => {
    const id = desk.state.value.open?.id ?? null;
    showInAddress(id, id !== null && before === null && isNarrow());
    before = id;
  });
  return () => {
    window.removeEventListener("popstate", follow);
    stop();
  };
}

/** When the desk refuses the page, checks the login: a newer token is tried, a lost session ends. */
function renewRefused(
  connection: Connection<AgentRequests, AgentEvents>,
  login: LoginSession,
): () => void {
  return effect(() => {
    const { refusal, retryAt } = connection.state.value;
    if (!refusal || retryAt !== null) return;
    const before = login.csrfToken;
    void login.check().then(() => {
      const renewed = login.csrfToken !== before;
      if (renewed && login.state.peek().status === "in") connection.restart();
    });
  });
}
