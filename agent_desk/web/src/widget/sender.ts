/** What the visitor sends: lines go through the outbox, and each leaves it once it is committed. */
import { batch, computed, signal } from "@preact/signals";
import { Delivery } from "../shared/delivery";
import { NoAcknowledgementError } from "../shared/errors";
import { resultOf, type Failure } from "../shared/failure";
import { newClientMessageId } from "../shared/ids";
import { stillPending } from "../shared/outbox";
import type { Challenge, Choice, Message } from "../shared/payloads";
import type { KeyValueStore } from "../shared/storage";
import type { Desk } from "./desk";
import { isLeft, Outbox, type OutboxLine, type OutboxRequest } from "./outbox";
import { findProof } from "./proof/findProof";
import { challengeOf, sendProven } from "./proof/sendProven";
import { sendLine } from "./requests";

const OTHER_CHAT: Failure = { code: "other_chat", limit: null, retryAfterSeconds: null };

export interface SenderOptions {
  /** The lines of the thread; a signal is read. */
  committed: () => readonly Message[];
  onSent: (line: Message) => void;
}

export class Sender {
  readonly #desk: Desk;
  readonly #outbox: Outbox;
  readonly #delivery: Delivery<OutboxLine, Message>;
  readonly #committed: () => readonly Message[];
  readonly #uncommitted = computed(() => stillPending(this.#outbox.lines.value, this.#committed()));
  /** The visitor's lines that are not in the thread yet. */
  readonly pending = computed(() => this.#uncommitted.value.filter((line) => !isLeft(line)));
  /** The `clientMessageId` of the line that waits for a proof of work; null when none does. */
  readonly checking = signal<string | null>(null);
  /** The message that is being left, or that the desk refused; the form shows it. */
  readonly leaving = computed(() => this.#uncommitted.value.find(isLeft) ?? null);

  constructor(desk: Desk, storage: KeyValueStore, { committed, onSent }: SenderOptions) {
    this.#desk = desk;
    this.#outbox = new Outbox(storage);
    this.#committed = committed;
    this.#delivery = new Delivery({
      next: () => this.#outbox.next(),
      send: (line) =>
        resultOf(
          sendProven(
            () => sendLine(desk, line),
            (challenge) => this.#prove(line, challenge),
          ),
        ),
      onSent: (line, message) =>
        batch(() => {
          onSent(message);
          this.#outbox.remove(line.clientMessageId);
        }),
      onFailed: ({ clientMessageId }, failure) => {
        // A line that is held meanwhile keeps its reason.
        if (this.#outbox.isSending(clientMessageId)) this.#outbox.fail(clientMessageId, failure);
      },
      isOffline: () => desk.state.value.status !== "online",
    });
  }

  send(text: string): void {
    this.#put(text, { event: "message_send" });
  }

  /** Takes a chip under a line: it asks a question or for a person, or names an order. */
  choose(line: Message, choice: Pick<Choice, "id" | "kind" | "label">): void {
    this.#put(
      choice.label,
      choice.kind === "person"
        ? { event: "handoff_request" }
        : { event: "choice_select", messageId: line.id, choiceId: choice.id },
    );
  }

  /** `label` is what the line says until the desk's own wording comes. */
  askForPerson(label: string): void {
    this.#put(label, { event: "handoff_request" });
  }

  /**
   * Leaves a message for when somebody is there. The same words keep their id: perhaps the desk
   * has stored them, and only its answer was lost. Other words are another message.
   */
  leaveMessage(contact: string, text: string): void {
    const last = this.leaving.value;
    if (last?.text === text && last.request.contact === contact) {
      this.retry(last.clientMessageId);
      return;
    }
    if (last) this.discard(last.clientMessageId);
    this.#put(text, { event: "message_leave", contact });
  }

  retry(clientMessageId: string): void {
    this.#outbox.retry(clientMessageId);
    if (this.#desk.state.value.status === "online") void this.#delivery.flush();
    else this.#desk.retryNow();
  }

  discard(clientMessageId: string): void {
    this.#outbox.remove(clientMessageId);
  }

  /** Goes on with another visitor's lines. */
  open(storage: KeyValueStore): void {
    this.#outbox.open(storage);
  }

  /** The chat for which the lines were written is over: each is sent only if the visitor says so. */
  hold(): void {
    for (const line of this.#outbox.lines.value) {
      this.#outbox.fail(line.clientMessageId, OTHER_CHAT);
    }
  }

  /** After a connect has brought the thread up to date: sends what is not in it. */
  resume(): void {
    batch(() => {
      this.dropCommitted();
      this.#outbox.retryPassing();
    });
    void this.#delivery.flush();
  }

  /** Takes the lines out of the outbox that have come back as lines of the thread. */
  dropCommitted(): void {
    const waiting = new Set(this.#uncommitted.value);
    for (const line of this.#outbox.lines.value) {
      if (!waiting.has(line)) this.#outbox.remove(line.clientMessageId);
    }
  }

  /**
   * Solves the challenge and sends the proof. Whether the desk took it shows when the line is sent
   * again. Rejects with RequestError, also when the line is not to be sent any more: it was
   * discarded, or its chat is over.
   */
  async #prove(line: OutboxLine, challenge: Challenge): Promise<void> {
    const { clientMessageId } = line;
    this.checking.value = clientMessageId;
    try {
      const nonce = await findProof(challenge);
      if (!this.#outbox.isSending(clientMessageId)) throw new NoAcknowledgementError("proof_send");
      await this.#desk.request("proof_send", { challenge: challenge.text, nonce });
    } catch (error) {
      if (challengeOf(error) === null) throw error;
    } finally {
      this.checking.value = null;
    }
  }

  #put(text: string, request: OutboxRequest): void {
    this.#outbox.add({
      clientMessageId: newClientMessageId(),
      text,
      createdAt: Date.now(),
      status: "sending",
      failure: null,
      request,
    });
    void this.#delivery.flush();
  }
}
