import { signal } from "@preact/signals";
import type { ConnectionState } from "../../shared/connection";
import { NoAcknowledgementError, RefusedError } from "../../shared/errors";
import type { VisitorEvents } from "../../shared/events";
import type {
  ErrorView,
  Message,
  SessionReady,
  VisitorConnect,
  VisitorConversation,
} from "../../shared/payloads";
import { openStore, type KeyValueStore } from "../../shared/storage";
import { aLine } from "../../shared/testing/lines";
import type { Desk } from "../desk";

export interface Asked {
  event: string;
  payload: Record<string, unknown>;
}

/** A desk that answers as a test says, and records the requests. */
export class FakeDesk {
  readonly state = signal<ConnectionState>({ status: "connecting", retryAt: null, refusal: null });
  readonly asked: Asked[] = [];
  restarts = 0;
  /** The answer to a request; the default commits every line of the visitor's. */
  answer: (asked: Asked) => object | Promise<object> = ({ event, payload }) =>
    event === "messages_fetch" ? { ok: true, messages: [], more: false } : this.commit(payload);
  /** Makes the `auth` of a connect, as the session would send it now. */
  auth: () => VisitorConnect = () => {
    throw new Error("nobody has connected");
  };
  readonly #handlers = new Map<string, (payload: never) => void>();
  #seq = 0;

  /** As the session sees it. */
  get desk(): Desk {
    return this as unknown as Desk;
  }

  on(event: string, handler: (payload: never) => void): () => void {
    this.#handlers.set(event, handler);
    return () => this.#handlers.delete(event);
  }

  async request(event: string, payload: Record<string, unknown>): Promise<object> {
    if (this.state.value.status !== "online") throw new NoAcknowledgementError(event);
    this.asked.push({ event, payload });
    return await this.answer({ event, payload });
  }

  retryNow(): void {
    this.restart();
  }

  restart(): void {
    this.restarts += 1;
  }

  emit<E extends keyof VisitorEvents>(event: E, payload: VisitorEvents[E]): void {
    this.#handlers.get(event)?.(payload as never);
  }

  goOnline(payload: Partial<SessionReady> = {}): void {
    this.#status("online");
    this.emit("session_ready", aSession(payload));
  }

  goOffline(): void {
    this.#status("offline");
  }

  /** Refuses the connection for good. */
  refuse(code: string): void {
    const refusal = anError(code);
    this.state.value = { status: "offline", retryAt: null, refusal };
  }

  /** Commits what the visitor sent as the next line of the log. */
  commit(payload: Record<string, unknown>): { ok: true; message: Message } {
    this.#seq += 1;
    const given = {
      text: typeof payload.text === "string" ? payload.text : "",
      client_message_id: payload.client_message_id as string,
    };
    return { ok: true, message: aLine(this.#seq, given) };
  }

  sent(event: string): Record<string, unknown>[] {
    return this.asked.filter((one) => one.event === event).map((one) => one.payload);
  }

  #status(status: ConnectionState["status"]): void {
    this.state.value = { status, retryAt: null, refusal: null };
  }
}

const SHOP_TEXTS = {
  en: { name: "Shop", suggestions: [], greeting: "Hello" },
  "zh-Hans": { name: "商店", suggestions: [], greeting: "您好" },
  "zh-Hant": { name: "商店", suggestions: [], greeting: "您好" },
};

export function aSession(given: Partial<SessionReady> = {}): SessionReady {
  return {
    visitor_token: null,
    shop: { id: "demo", accent: "#1f5f5b", texts: SHOP_TEXTS, traditional: "tw" },
    conversation: null,
    messages: [],
    more: false,
    reset: true,
    max_text_length: 2000,
    ...given,
  };
}

export function aConversation(given: Partial<VisitorConversation> = {}): VisitorConversation {
  return {
    id: "c1",
    state: "bot",
    language: "en",
    agent_name: null,
    queue_position: null,
    returned_ahead: 0,
    expected_wait_seconds: null,
    message_offer: null,
    reference: null,
    rating: null,
    last_seq: 0,
    ...given,
  };
}

/** An empty store in memory. */
export function aStore(): KeyValueStore {
  return openStore("test", () => {
    throw new Error("tests keep nothing");
  });
}

export function anError(code: string): ErrorView {
  return { code, message: code, limit: null, retry_after_seconds: null, challenge: null };
}

export function refused(code: string, given: Partial<ErrorView> = {}): () => Promise<never> {
  return () => Promise.reject(new RefusedError({ ...anError(code), ...given }));
}

export function silence(): Promise<never> {
  return Promise.reject(new NoAcknowledgementError("message_send"));
}

/** Runs everything that waits for promises. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
