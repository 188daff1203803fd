import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Connection, type SocketLike } from "./connection";
import { NoAcknowledgementError, RefusedError } from "./errors";
import type { VisitorEvents, VisitorRequests } from "./events";
import { WEBSOCKET_BLOCKED } from "./handshake";
import type { ErrorView } from "./payloads";

const OWN_EVENTS = new Set(["connect", "disconnect", "connect_error"]);

/** A socket that connects when a test says so, and answers requests with `answer`. */
class FakeSocket implements SocketLike {
  connected = false;
  connects = 0;
  answer: () => Promise<unknown> = () => Promise.resolve({ ok: true });
  #any: () => void = () => undefined;
  readonly #handlers = new Map<string, Set<(payload: never) => void>>();

  connect() {
    this.connects += 1;
  }
  disconnect() {
    const was = this.connected;
    this.connected = false;
    if (was) this.fire("disconnect", "io client disconnect");
  }
  on(event: string, handler: (payload: never) => void) {
    const handlers = this.#handlers.get(event) ?? new Set();
    this.#handlers.set(event, handlers.add(handler));
  }
  onAny(handler: () => void) {
    this.#any = handler;
  }
  off(event: string, handler: (payload: never) => void) {
    this.#handlers.get(event)?.delete(handler);
  }
  timeout() {
    return { emitWithAck: () => this.answer() };
  }
  fire(event: string, payload?: unknown) {
    if (event === "connect") this.connected = true;
    if (event === "disconnect") this.connected = false;
    if (!OWN_EVENTS.has(event)) this.#any();
    for (const handler of this.#handlers.get(event) ?? []) handler(payload as never);
  }
}

describe("Connection", () => {
  let socket: FakeSocket;
  let network: EventTarget;
  let connection: Connection<VisitorRequests, VisitorEvents>;

  beforeEach(() => {
    vi.useFakeTimers();
    socket = new FakeSocket();
    network = new EventTarget();
    connection = new Connection(socket, network);
    connection.open();
  });
  afterEach(() => {
    connection.close();
    vi.useRealTimers();
  });

  it("goes from connecting to online", () => {
    expect(connection.state.value.status).toBe("connecting");
    socket.fire("connect");
    expect(connection.state.value).toEqual({ status: "online", retryAt: null, refusal: null });
  });

  it("is online when an event comes before the connect event", () => {
    const seen: string[] = [];
    connection.on("session_ready", () => seen.push(connection.state.value.status));
    socket.connected = true;
    socket.fire("session_ready");

    expect(seen).toEqual(["online"]);
  });

  it("says when it will try again after a loss, and does", () => {
    socket.fire("connect");
    socket.fire("disconnect", "transport close");

    const { status, retryAt } = connection.state.value;
    expect(status).toBe("offline");
    expect(retryAt).toBeGreaterThan(Date.now());

    vi.advanceTimersByTime((retryAt ?? 0) - Date.now());
    expect(connection.state.value.status).toBe("connecting");
    expect(socket.connects).toBe(2);
  });

  it("waits longer after each failed attempt", () => {
    const waits = [0, 1, 2, 3].map(() => {
      socket.fire("connect_error", new Error("refused"));
      const wait = (connection.state.value.retryAt ?? 0) - Date.now();
      vi.advanceTimersByTime(wait);
      return wait;
    });

    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits[3]).toBeGreaterThan(4000);
  });

  it("does not ask again when the desk refused it for good", () => {
    const data = { code: "not_authenticated", message: "Log in first." };
    socket.fire("connect_error", Object.assign(new Error("refused"), { data }));

    expect(connection.state.value).toEqual({ status: "offline", retryAt: null, refusal: data });
    vi.advanceTimersByTime(120_000);
    expect(socket.connects).toBe(1);
  });

  it("waits as long as a busy desk asks", () => {
    const data = { code: "rate_limited", message: "Slow down.", retry_after_seconds: 60 };
    socket.fire("connect_error", Object.assign(new Error("refused"), { data }));

    expect(connection.state.value.retryAt).toBe(Date.now() + 60_000);
  });

  it("comes back by itself when it was one connection too many", () => {
    const data = { code: "too_many_connections", message: "Close one.", retry_after_seconds: 30 };
    socket.fire("connect_error", Object.assign(new Error("refused"), { data }));

    expect(connection.state.value.retryAt).toBe(Date.now() + 30_000);
  });

  it("tries at once when asked to", () => {
    socket.fire("connect");
    socket.fire("disconnect", "transport close");
    connection.retryNow();

    expect(socket.connects).toBe(2);
  });

  it("tries at once when the machine has a network again", () => {
    socket.fire("connect");
    socket.fire("disconnect", "transport close");
    network.dispatchEvent(new Event("online"));

    expect(socket.connects).toBe(2);
  });

  it("gives a granted acknowledgement", async () => {
    socket.fire("connect");
    await expect(connection.request("queue_leave", {})).resolves.toEqual({ ok: true });
  });

  it("turns a refusal into an error with its code and limit", async () => {
    socket.fire("connect");
    socket.answer = () =>
      Promise.resolve({ ok: false, error: { code: "text_too_long", message: "…", limit: 2000 } });

    const refused = connection.request("queue_leave", {});

    await expect(refused).rejects.toBeInstanceOf(RefusedError);
    await expect(refused).rejects.toMatchObject({ code: "text_too_long", limit: 2000 });
  });

  it("says that nothing was acknowledged when time runs out", async () => {
    socket.fire("connect");
    socket.answer = () => Promise.reject(new Error("operation has timed out"));

    await expect(connection.request("queue_leave", {})).rejects.toBeInstanceOf(
      NoAcknowledgementError,
    );
  });

  it("does not buffer a request while it is offline", async () => {
    await expect(connection.request("queue_leave", {})).rejects.toBeInstanceOf(
      NoAcknowledgementError,
    );
  });

  it("receives an event until it stops listening", () => {
    const received: boolean[] = [];
    const stop = connection.on("typing_changed", (payload) => received.push(payload.typing));
    socket.fire("typing_changed", { author: "bot", typing: true });
    stop();
    socket.fire("typing_changed", { author: "bot", typing: false });

    expect(received).toEqual([true]);
  });
});

describe("Connection that knows only WebSockets", () => {
  let socket: FakeSocket;
  let reason: ErrorView | null;
  let connection: Connection<VisitorRequests, VisitorEvents>;

  beforeEach(() => {
    vi.useFakeTimers();
    socket = new FakeSocket();
    reason = WEBSOCKET_BLOCKED;
    connection = new Connection(socket, new EventTarget(), () => Promise.resolve(reason));
    connection.open();
  });
  afterEach(() => {
    connection.close();
    vi.useRealTimers();
  });

  async function fail(times: number) {
    for (let time = 0; time < times; time += 1) {
      socket.fire("connect_error", new Error("websocket error"));
      await vi.advanceTimersByTimeAsync(0);
    }
  }

  it("says why no WebSocket comes through, and goes on trying", async () => {
    await fail(2);

    expect(connection.state.value.refusal).toBe(WEBSOCKET_BLOCKED);
    expect(connection.state.value.retryAt).not.toBeNull();

    await vi.advanceTimersByTimeAsync((connection.state.value.retryAt ?? 0) - Date.now());
    expect(connection.state.value.refusal).toBe(WEBSOCKET_BLOCKED);
    socket.fire("connect");
    expect(connection.state.value).toEqual({ status: "online", retryAt: null, refusal: null });
  });

  it("says nothing of it after one failure, or when the desk is away", async () => {
    await fail(1);
    expect(connection.state.value.refusal).toBeNull();

    reason = null;
    await fail(3);
    expect(connection.state.value.refusal).toBeNull();
  });
});
