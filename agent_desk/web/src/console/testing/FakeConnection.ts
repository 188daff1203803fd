import { signal } from "@preact/signals";
import type { ConnectionState } from "../../shared/connection";
import { RefusedError, NoAcknowledgementError } from "../../shared/errors";
import type { AgentEvents, AgentRequests } from "../../shared/events";
import type { AgentConnection } from "../exchange";

type Event = keyof AgentRequests;
type Answers = { [E in Event]?: (payload: AgentRequests[E]["payload"]) => object };

/** A desk in memory: `answers` has the acknowledgements; a request without one is refused. */
export class FakeConnection implements AgentConnection {
  readonly asked: { event: Event; payload: object }[] = [];
  online = true;
  restarts = 0;
  readonly #answers: Answers;
  readonly #handlers = new Map<string, (payload: never) => void>();

  constructor(answers: Answers = {}) {
    this.#answers = answers;
  }

  on<E extends keyof AgentEvents>(event: E, handler: (payload: AgentEvents[E]) => void) {
    this.#handlers.set(event, handler);
    return () => this.#handlers.delete(event);
  }

  async request<E extends Event>(
    event: E,
    payload: AgentRequests[E]["payload"],
  ): Promise<AgentRequests[E]["ack"]> {
    this.asked.push({ event, payload });
    await Promise.resolve();
    if (!this.online) throw new NoAcknowledgementError(event);
    const answer = this.#answers[event];
    if (!answer) throw refusal("not_allowed");
    return { ok: true, ...answer(payload) } as AgentRequests[E]["ack"];
  }

  get state() {
    const status: ConnectionState["status"] = this.online ? "online" : "offline";
    return signal({ status, retryAt: null, refusal: null });
  }

  restart(): void {
    this.restarts += 1;
  }

  /** The desk sends an event. */
  emit<E extends keyof AgentEvents>(event: E, payload: AgentEvents[E]): void {
    (this.#handlers.get(event) as (payload: AgentEvents[E]) => void)(payload);
  }

  /** The payloads of the requests of this name, in order. */
  payloadsOf(event: Event): object[] {
    return this.asked.filter((one) => one.event === event).map((one) => one.payload);
  }
}

export function refusal(code: string): RefusedError {
  return new RefusedError({
    code,
    message: code,
    limit: null,
    retry_after_seconds: null,
    challenge: null,
  });
}
