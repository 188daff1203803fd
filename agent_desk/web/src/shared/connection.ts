/** A typed Socket.IO connection that shows its state and reconnects by itself. */
import { signal, type ReadonlySignal } from "@preact/signals";
import { io } from "socket.io-client";
import { NoAcknowledgementError, RefusedError } from "./errors";
import type { Requests } from "./events";
import { explainHandshake, isOfHandshake } from "./handshake";
import { neutralPayload } from "./neutral";
import type { ErrorView } from "./payloads";
import { retryDelay } from "./retry";

export interface ConnectionState {
  status: "connecting" | "online" | "offline";
  /** When the next attempt starts (epoch milliseconds); null when none is planned. */
  retryAt: number | null;
  /** Why the desk refused the last connect, if it did. Without `retryAt` no other attempt follows. */
  refusal: ErrorView | null;
}

/** What is used of a Socket.IO client socket; the tests plug in here. */
export interface SocketLike {
  connected: boolean;
  connect(): unknown;
  disconnect(): unknown;
  // Payloads are typed by Connection; the socket underneath carries anything.
  on(event: string, handler: (payload: never) => void): unknown;
  /** Called before the handlers of each event that the desk sends. */
  onAny(handler: () => void): unknown;
  off(event: string, handler: (payload: never) => void): unknown;
  timeout(milliseconds: number): {
    emitWithAck(event: string, payload: object): Promise<unknown>;
  };
}

export const ACKNOWLEDGEMENT_TIMEOUT_SECONDS = 8;

// A refusal with one of these codes passes by itself; others need the reader, who must log in.
const PASSING_REFUSALS = new Set([
  "rate_limited",
  "too_many_connections",
  "storage_unavailable",
  "internal",
]);

// The second failure in a row; at the first, the desk may just be starting.
const FAILURES_BEFORE_ASKING = 2;

/**
 * Connects to a namespace. `auth` is called at every connect, the first and each later one, so
 * that it can carry the newest token and last_seq. Starts at once; `close()` ends it. Visitors
 * fall back to polling; agents do not, since the id of polling in its addresses would give their
 * session away.
 */
export function connect<R extends Requests<R>, F>(
  namespace: "/visitor" | "/agent",
  auth: () => object,
): Connection<R, F> {
  const polls = namespace === "/visitor";
  const socket = io(namespace, {
    path: "/socket.io",
    transports: polls ? ["websocket", "polling"] : ["websocket"],
    tryAllTransports: true,
    auth: (give: (data: object) => void) => give(auth()),
    // Connection plans the attempts itself, so that it can show when the next one is.
    reconnection: false,
    autoConnect: false,
    forceNew: true,
  }) as unknown as SocketLike;
  const connection = new Connection<R, F>(socket, window, polls ? undefined : explainHandshake);
  connection.open();
  return connection;
}

export class Connection<R extends Requests<R>, F> {
  readonly #socket: SocketLike;
  readonly #network: EventTarget;
  readonly #whyNot: (() => Promise<ErrorView | null>) | undefined;
  readonly #state = signal<ConnectionState>({
    status: "connecting",
    retryAt: null,
    refusal: null,
  });
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  /**
   * `network` fires "online" when the machine has a network again, as window does. `whyNot` finds
   * out why no WebSocket comes through; it is for a socket that knows nothing else.
   */
  constructor(socket: SocketLike, network: EventTarget, whyNot?: () => Promise<ErrorView | null>) {
    this.#socket = socket;
    this.#network = network;
    this.#whyNot = whyNot;
    // The first events of the desk come before "connect" does.
    socket.on("connect", this.#isOnline);
    socket.onAny(this.#isOnline);
    socket.on("disconnect", () => this.#planRetry(null));
    socket.on("connect_error", (error: Error & { data?: ErrorView }) => {
      this.#planRetry(error.data ?? null);
      if (!error.data) void this.#explain();
    });
  }

  get state(): ReadonlySignal<ConnectionState> {
    return this.#state;
  }

  open(): void {
    this.#closed = false;
    this.#network.addEventListener("online", this.retryNow);
    this.#connect();
  }

  close(): void {
    this.#closed = true;
    this.#network.removeEventListener("online", this.retryNow);
    clearTimeout(this.#timer);
    this.#socket.disconnect();
    this.#set("offline");
  }

  /** Starts the next attempt at once; does nothing when it is online. */
  readonly retryNow = (): void => {
    if (this.#closed || this.#socket.connected) return;
    this.#connect();
  };

  /** Disconnects and connects again, with a fresh `auth`. */
  restart(): void {
    this.#closed = true;
    this.#socket.disconnect();
    this.#closed = false;
    this.#connect();
  }

  /** Listens to an event, with neutral texts; the returned function ends it. */
  on<E extends keyof F & string>(event: E, handler: (payload: F[E]) => void): () => void {
    const listener = (payload: never) => handler(neutralPayload<F[E]>(payload));
    this.#socket.on(event, listener);
    return () => this.#socket.off(event, listener);
  }

  /**
   * Sends a request and resolves with its acknowledgement, whose texts are neutral.
   * Rejects with RefusedError when the desk says no, and with NoAcknowledgementError when it is
   * offline (at once; nothing is buffered) or does not answer within 8 seconds.
   */
  async request<E extends keyof R & string>(
    event: E,
    payload: R[E]["payload"],
  ): Promise<R[E]["ack"]> {
    if (!this.#socket.connected) throw new NoAcknowledgementError(event);
    let answer: unknown;
    try {
      answer = await this.#socket
        .timeout(ACKNOWLEDGEMENT_TIMEOUT_SECONDS * 1000)
        .emitWithAck(event, payload);
    } catch {
      throw new NoAcknowledgementError(event);
    }
    if (isRefusal(answer)) throw new RefusedError(answer.error);
    return neutralPayload(answer as R[E]["ack"]);
  }

  readonly #isOnline = (): void => {
    this.#attempt = 0;
    if (this.#socket.connected && this.#state.value.status !== "online") this.#set("online");
  };

  #connect(): void {
    clearTimeout(this.#timer);
    const { refusal } = this.#state.value;
    this.#set("connecting", null, isOfHandshake(refusal) ? refusal : null);
    this.#socket.connect();
  }

  /** No reason came with the failure. */
  async #explain(): Promise<void> {
    if (!this.#whyNot || this.#attempt < FAILURES_BEFORE_ASKING) return;
    const reason = await this.#whyNot();
    const { status, retryAt } = this.#state.value;
    if (reason && !this.#closed && status !== "online") this.#set(status, retryAt, reason);
  }

  #planRetry(refusal: ErrorView | null): void {
    clearTimeout(this.#timer);
    if (this.#closed) return;
    if (refusal && !PASSING_REFUSALS.has(refusal.code)) {
      this.#set("offline", null, refusal);
      return;
    }
    const asked = (refusal?.retry_after_seconds ?? 0) * 1000;
    const delay = Math.max(asked, retryDelay(this.#attempt));
    this.#attempt += 1;
    this.#set("offline", Date.now() + delay, refusal);
    this.#timer = setTimeout(this.retryNow, delay);
  }

  #set(
    status: ConnectionState["status"],
    retryAt: number | null = null,
    refusal: ErrorView | null = null,
  ): void {
    this.#state.value = { status, retryAt, refusal };
  }
}

function isRefusal(answer: unknown): answer is { ok: false; error: ErrorView } {
  return typeof answer === "object" && answer !== null && "ok" in answer && answer.ok === false;
}
