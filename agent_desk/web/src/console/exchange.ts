/** The console's state together with its connection, for the parts that need both. */
import { signal, type ReadonlySignal } from "@preact/signals";
import type { Connection } from "../shared/connection";
import type { AgentEvents, AgentRequests } from "../shared/events";
import { NO_ACKNOWLEDGEMENT, resultOf, type Result } from "../shared/failure";
import type { Action } from "./state/actions";
import { INITIAL_STATE, type ConsoleState } from "./state/model";
import { reduce } from "./state/reducer";

export type AgentConnection = Pick<
  Connection<AgentRequests, AgentEvents>,
  "state" | "on" | "request" | "restart"
>;

export class Exchange {
  readonly #connection: AgentConnection;
  readonly #onSessionEnded: () => void;
  readonly #state = signal<ConsoleState>(INITIAL_STATE);

  constructor(connection: AgentConnection, onSessionEnded: () => void) {
    this.#connection = connection;
    this.#onSessionEnded = onSessionEnded;
  }

  get state(): ReadonlySignal<ConsoleState> {
    return this.#state;
  }

  /** The state as it is now, without subscribing to it. */
  get now(): ConsoleState {
    return this.#state.peek();
  }

  dispatch(action: Action): void {
    this.#state.value = reduce(this.#state.peek(), action);
  }

  /** Sends a request. Resolves either way; the page hears of a lost session as well. */
  async request<E extends keyof AgentRequests>(
    event: E,
    payload: AgentRequests[E]["payload"],
  ): Promise<Result<AgentRequests[E]["ack"]>> {
    const result = await resultOf(this.#connection.request(event, payload));
    if (result.failure?.code === "not_authenticated") this.#onSessionEnded();
    return result;
  }

  /** Sends a request that may be lost without harm. */
  async notify<E extends "conversation_close" | "messages_read" | "typing_set">(
    event: E,
    payload: AgentRequests[E]["payload"],
  ): Promise<void> {
    const { failure } = await this.request(event, payload);
    // The connection bar shows that there is no connection.
    if (failure && failure.code !== NO_ACKNOWLEDGEMENT) {
      console.warn(event, payload.conversation_id, failure.code);
    }
  }

  /** Restarts a connection that is open and does not answer. */
  reconnect(): void {
    if (this.#connection.state.value.status === "online") this.#connection.restart();
  }
}
