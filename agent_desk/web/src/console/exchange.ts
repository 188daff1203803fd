/** The console's state together with its way to the desk, for the parts that need both. */
import { signal, type ReadonlySignal } from "@preact/signals";
import type { Connection } from "../shared/connection";
import type { AgentFacts, AgentRequests } from "../shared/events";
import { NO_ACKNOWLEDGEMENT, failureOf } from "./failure";
import type { Action } from "./state/actions";
import { INITIAL_STATE, type ConsoleState, type Failure } from "./state/model";
import { reduce } from "./state/reducer";

export type AgentConnection = Pick<Connection<AgentRequests, AgentFacts>, "on" | "request">;

/** What the desk granted, or why it did not. */
export type Answered<A> =
  { readonly ack: A; readonly failure: null } | { readonly ack: null; readonly failure: Failure };

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

  /** The state as it is now, without following it. */
  get now(): ConsoleState {
    return this.#state.peek();
  }

  dispatch(action: Action): void {
    this.#state.value = reduce(this.#state.peek(), action);
  }

  /** Sends a request. Resolves either way; a lost session is told to the page as well. */
  async ask<E extends keyof AgentRequests>(
    event: E,
    payload: AgentRequests[E]["payload"],
  ): Promise<Answered<AgentRequests[E]["ack"]>> {
    try {
      return { ack: await this.#connection.request(event, payload), failure: null };
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code === "not_authenticated") this.#onSessionEnded();
      return { ack: null, failure };
    }
  }

  /** Sends what only makes things nicer: when it fails, nothing that anybody wrote is touched. */
  async mention<E extends "conversation_close" | "messages_read" | "typing_set">(
    event: E,
    payload: AgentRequests[E]["payload"],
  ): Promise<void> {
    const { failure } = await this.ask(event, payload);
    // That there is no connection is told by the bar.
    if (failure && failure.code !== NO_ACKNOWLEDGEMENT) {
      console.warn(event, payload.conversation_id, failure.code);
    }
  }
}
