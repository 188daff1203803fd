/** The console's side of the socket: events and responses of the desk become actions. */
import type { ReadonlySignal } from "@preact/signals";
import { Assignment } from "./assignment";
import { Chats } from "./chats";
import { Exchange, type AgentConnection } from "./exchange";
import { Outbox } from "./outbox";
import type { Action } from "./state/actions";
import type { Failure } from "../shared/failure";
import type { ConsoleState, Transition, View } from "./state/model";

/** What the desk asks the page, and what it tells it. */
export interface DeskCallbacks {
  /** The agent sees the end of the open chat, so new lines count as read. */
  attentive: () => boolean;
  /** The desk no longer knows who this is. */
  onSessionEnded: () => void;
}

// While a visitor types, the desk repeats it sooner than this; when they leave it says nothing.
const TYPING_MILLISECONDS = 8000;

// Refusals because the chat is in another state than this page shows.
const MOVED = new Set(["transition_not_allowed", "not_allowed", "unread_message"]);

export class Desk {
  readonly chats: Chats;
  readonly assignment: Assignment;
  readonly outbox: Outbox;
  readonly #exchange: Exchange;
  #typingEnds: ReturnType<typeof setTimeout> | undefined;

  constructor(connection: AgentConnection, callbacks: DeskCallbacks) {
    this.#exchange = new Exchange(connection, callbacks.onSessionEnded);
    this.chats = new Chats(this.#exchange);
    this.assignment = new Assignment(this.#exchange);
    this.outbox = new Outbox(this.#exchange, () => void this.chats.fillGap());
    connection.on("console_ready", (payload) => {
      this.dispatch({ type: "console_ready", payload });
      this.#catchUp();
    });
    connection.on("conversation_changed", (conversation) => {
      this.dispatch({ type: "conversation_changed", conversation });
    });
    connection.on("conversation_queued", ({ conversation }) => {
      this.dispatch({ type: "conversation_changed", conversation });
    });
    connection.on("conversation_offered", (payload) => {
      this.dispatch({ type: "conversation_offered", payload });
    });
    connection.on("offer_ended", ({ conversation_id: id }) => {
      this.dispatch({ type: "offer_ended", id });
    });
    connection.on("conversation_transferred", (payload) => {
      this.dispatch({ type: "conversation_transferred", payload });
    });
    connection.on("duty_changed", ({ duty }) => this.dispatch({ type: "duty_changed", duty }));
    connection.on("message_created", (message) => {
      const attentive = callbacks.attentive();
      this.dispatch({ type: "message_created", message, attentive });
      void this.chats.fillGap();
    });
    connection.on("typing_changed", ({ conversation_id: id, typing }) => {
      this.#showTyping(id, typing);
    });
  }

  get state(): ReadonlySignal<ConsoleState> {
    return this.#exchange.state;
  }

  dispatch(action: Action): void {
    this.#exchange.dispatch(action);
  }

  chooseView(view: View): void {
    this.dispatch({ type: "view_chosen", view });
    if (view === "all" && this.#exchange.now.all.status === "not_loaded") void this.loadAll(true);
  }

  /** A page of "all": the newest when `fresh`, else the one after the last. */
  async loadAll(fresh: boolean): Promise<void> {
    const { all, conversations } = this.#exchange.now;
    const last = all.ids.at(-1);
    const before = fresh || last === undefined ? null : (conversations[last]?.updated_at ?? null);
    this.dispatch({ type: "all_requested" });
    const { ack } = await this.#exchange.request("conversation_list", { view: "all", before });
    this.dispatch(
      ack ? { type: "all_loaded", ack, fresh: before === null } : { type: "all_failed" },
    );
  }

  /** Claims, releases, returns or resolves; true when it is done. */
  async transition(transition: Transition, id: string): Promise<boolean> {
    if (this.#exchange.now.busy[id]) return false;
    this.dispatch({ type: "transition_requested", transition, id });
    const { ack, failure } = await this.#requestTransition(transition, id);
    if (ack) this.dispatch({ type: "transition_done", transition, conversation: ack.conversation });
    else await this.#showFailure(transition, id, failure);
    return ack !== null;
  }

  #requestTransition(transition: Transition, id: string) {
    const chat = { conversation_id: id };
    if (transition !== "resolve") return this.#exchange.request(`conversation_${transition}`, chat);
    const { open } = this.#exchange.now;
    // The desk does not close a chat in which the visitor has written after this line.
    const lastSeq = open?.id === id ? open.thread.lastSeq : 0;
    return this.#exchange.request("conversation_resolve", { ...chat, last_seq: lastSeq });
  }

  /** Shows the visitor that the agent is typing. */
  async setTyping(id: string, typing: boolean): Promise<void> {
    await this.#exchange.notify("typing_set", { conversation_id: id, typing });
  }

  #showTyping(conversationId: string, typing: boolean): void {
    clearTimeout(this.#typingEnds);
    this.dispatch({ type: "visitor_typing", conversationId, typing });
    if (!typing) return;
    this.#typingEnds = setTimeout(() => {
      this.dispatch({ type: "visitor_typing", conversationId, typing: false });
    }, TYPING_MILLISECONDS);
  }

  /** When the chat has changed meanwhile, loads it first: its new state explains the failure. */
  async #showFailure(transition: Transition, id: string, failure: Failure): Promise<void> {
    if (MOVED.has(failure.code) && this.#exchange.now.open?.id === id) await this.chats.reload();
    this.dispatch({ type: "transition_failed", transition, id, failure });
  }

  /** After a connect: loads the open chat and the list of all again, and sends the unsent lines. */
  #catchUp(): void {
    void this.chats.reload();
    if (this.#exchange.now.all.status !== "not_loaded") void this.loadAll(true);
    void this.outbox.retryPassing();
  }
}
