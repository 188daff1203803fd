/** Who works on what: the agent's duty, offers, and transfers. */
import type { AgentLanguage, Duty } from "../shared/names";
import type { ColleaguesAck, ConversationTransfer } from "../shared/payloads";
import type { Exchange } from "./exchange";
import type { Failure, Result } from "../shared/failure";

/** To whom a chat goes: a colleague, a team, or an agent who speaks a language. */
export type Recipient =
  | { readonly kind: "agent"; readonly id: string; readonly name: string }
  | { readonly kind: "team"; readonly name: string }
  | { readonly kind: "language"; readonly name: AgentLanguage };

export class Assignment {
  readonly #exchange: Exchange;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  /** Shows the new duty at once, and the old one again when the desk refuses. */
  async chooseDuty(duty: Duty): Promise<void> {
    const before = this.#exchange.now.duty;
    this.#exchange.dispatch({ type: "duty_changed", duty });
    const { failure } = await this.#exchange.request("duty_set", { duty });
    if (!failure) return;
    this.#exchange.dispatch({ type: "duty_changed", duty: before });
    this.#exchange.dispatch({ type: "noticed", notice: { kind: "failed", failure } });
  }

  /** The chat is offered to somebody else. It does not matter when the offer has ended already. */
  async decline(id: string): Promise<void> {
    this.#exchange.dispatch({ type: "offer_ended", id });
    const { failure } = await this.#exchange.request("offer_decline", { conversation_id: id });
    if (failure && failure.code !== "not_found") {
      this.#exchange.dispatch({ type: "noticed", notice: { kind: "failed", failure } });
    }
  }

  /** To whom a chat can be transferred. */
  colleagues(id: string): Promise<Result<ColleaguesAck>> {
    return this.#exchange.request("colleagues_fetch", { conversation_id: id });
  }

  /** Transfers a chat. Null when it is done, else why not. */
  async transfer(id: string, to: Recipient, note: string): Promise<Failure | null> {
    const payload: ConversationTransfer = {
      conversation_id: id,
      agent_id: to.kind === "agent" ? to.id : null,
      team: to.kind === "team" ? to.name : null,
      language: to.kind === "language" ? to.name : null,
      note,
    };
    const { ack, failure } = await this.#exchange.request("conversation_transfer", payload);
    if (!ack) return failure;
    this.#exchange.dispatch({
      type: "transferred",
      conversation: ack.conversation,
      to: to.kind === "agent" ? to.name : null,
    });
    return null;
  }
}
