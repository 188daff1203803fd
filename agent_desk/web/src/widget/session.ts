/** The visitor's session: what the desk has told, and what the visitor does. */
import { batch, computed, signal, type ReadonlySignal } from "@preact/signals";
import { RequestError } from "../shared/errors";
import { newClientMessageId } from "../shared/ids";
import type { Language } from "../shared/names";
import type {
  Choice,
  Message,
  SessionReady,
  ShopView,
  TypingChanged,
  VisitorConnect,
  VisitorConversation,
} from "../shared/payloads";
import type { KeyValueStore } from "../shared/storage";
import { stillPending, type Thread } from "../shared/thread";
import { Delivery } from "./delivery";
import type { Desk } from "./desk";
import { HeldThread } from "./held";
import { adoptGuest, keyOf, KNOWN, placeOf, subjectOf } from "./kept";
import { isLeaving, Outbox, type OutboxItem, type OutboxRequest } from "./outbox";
import { VisitorToken } from "./token";

export interface SessionOptions {
  shopId: string;
  language: Language;
  store: KeyValueStore;
  /** Opens the connection; `auth` is asked at every connect. */
  connect: (auth: () => VisitorConnect) => Desk;
  /** A signed identity, when the page has given one. */
  identity: string | null;
}

// The desk may go away in the middle of a turn; the indicator must not stay for ever.
const TYPING_LASTS_MILLISECONDS = 20_000;

export class Session {
  readonly desk: Desk;
  readonly outbox: Outbox;
  /** Null until the first session_ready. */
  readonly shop = signal<ShopView | null>(null);
  readonly conversation = signal<VisitorConversation | null>(null);
  readonly typing = signal<TypingChanged["author"] | null>(null);
  readonly maxTextLength = signal(2000);
  readonly #uncommitted = computed(() =>
    stillPending(this.outbox.items.value, this.thread.value.lines),
  );
  /** The visitor's lines that are not in the thread yet. */
  readonly pending = computed(() => this.#uncommitted.value.filter((item) => !isLeaving(item)));
  /** The message that is being left, or that the desk did not take; the form shows it. */
  readonly leaving = computed(() => this.#uncommitted.value.find(isLeaving) ?? null);

  readonly #options: SessionOptions;
  readonly #held = new HeldThread();
  /** Null for a guest. */
  #subject: string | null;
  /** What belongs to this visitor, apart from what others keep in the same browser. */
  #own: KeyValueStore;
  #token: VisitorToken;
  readonly #delivery: Delivery;
  #identity: string | null;
  #typingTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#identity = options.identity;
    this.#subject = subjectOf(options.identity);
    this.#own = placeOf(options.store, this.#subject);
    this.#token = new VisitorToken(this.#own, options.store);
    this.outbox = new Outbox(this.#own);
    this.desk = options.connect(this.#auth);
    this.#delivery = new Delivery(this.desk, this.outbox, this.#delivered);
    this.desk.on("session_ready", this.#ready);
    this.desk.on("message_created", this.#lineCreated);
    this.desk.on("conversation_changed", this.#conversationChanged);
    this.desk.on("typing_changed", (fact) => this.#setTyping(fact.typing ? fact.author : null));
  }

  get thread(): ReadonlySignal<Thread<Message>> {
    return this.#held.thread;
  }

  get isGuest(): boolean {
    return this.#identity === null;
  }

  send(text: string): void {
    this.#put(text, { event: "message_send" });
  }

  /** Takes a chip under a line: a question is asked, or a person is called. */
  choose(line: Message, choice: Choice): void {
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

  retry(clientMessageId: string): void {
    this.outbox.retry(clientMessageId);
    if (this.desk.state.value.status === "online") void this.#delivery.flush();
    else this.desk.retryNow();
  }

  discard(clientMessageId: string): void {
    this.outbox.remove(clientMessageId);
  }

  /** Back to the bot. Rejects with RequestError. */
  async leaveQueue(): Promise<void> {
    await this.desk.request("queue_leave", {});
  }

  /**
   * Leaves a message for when somebody is there. The same words keep their id: the desk may have
   * them already, and only its answer was lost. Other words are another message.
   */
  leaveMessage(contact: string, text: string): void {
    const held = this.leaving.value;
    if (held?.text === text && held.request.contact === contact) {
      this.retry(held.clientMessageId);
      return;
    }
    if (held) this.discard(held.clientMessageId);
    this.#put(text, { event: "message_leave", contact });
  }

  /** Says whether an answer helped. Rejects with RequestError. */
  async rateAnswer(line: Message, helpful: boolean): Promise<void> {
    await this.desk.request("answer_rate", { message_id: line.id, helpful });
    this.#held.merge(
      this.thread.value.lines
        .filter((held) => held.id === line.id)
        .map((held) => ({ ...held, helpful })),
    );
  }

  /** `score` is 1–5. Rejects with RequestError. */
  async rateConversation(score: number, comment: string): Promise<void> {
    await this.desk.request("conversation_rate", { score, comment });
    const conversation = this.conversation.value;
    if (conversation) this.conversation.value = { ...conversation, rating: score };
  }

  /** Rejects with RequestError. */
  loadEarlier(): Promise<void> {
    return this.#held.loadEarlier(this.desk);
  }

  /** Tells the desk; a lost one does not matter. */
  setTyping(typing: boolean): void {
    if (this.conversation.value) this.#mention(this.desk.request("typing_set", { typing }));
  }

  /** The chat that has ended is on the visitor's screen: an answer in it need not wait for them. */
  endSeen(): void {
    this.#mention(this.desk.request("answer_seen", {}));
  }

  /** The page says who the visitor is (a signed identity), or null: a guest. */
  identify(identity: string | null): void {
    if (identity === this.#identity) return;
    this.#identity = identity;
    this.#goOnAs(subjectOf(identity));
    this.desk.restart();
  }

  /** Where the store says that the desk knows this visitor. */
  get knownKey(): string {
    return keyOf(KNOWN, this.#subject);
  }

  /** Another tab has become known to the desk: go on as the same visitor. */
  joinOtherTab(): void {
    if (!this.conversation.value) this.desk.restart();
  }

  readonly #auth = (): VisitorConnect => ({
    shop_id: this.#options.shopId,
    token: this.#token.toConnect(),
    identity: this.#identity,
    language: this.#options.language,
    conversation_id: this.#held.conversationId,
    last_seq: this.thread.value.lastSeq,
  });

  readonly #ready = (fact: SessionReady): void => {
    batch(() => {
      if (adoptGuest(this.#own, this.#options.store, Boolean(fact.visitor_token))) {
        this.outbox.open(this.#own);
      }
      if (fact.visitor_token && this.#token.take(fact.visitor_token)) {
        this.#held.replace(null, [], false);
        this.outbox.clear();
      }
      this.shop.value = fact.shop;
      this.maxTextLength.value = fact.max_text_length;
      this.#setTyping(null);
      this.#setConversation(fact.conversation);
      if (fact.reset) {
        this.#held.replace(fact.conversation?.id ?? null, fact.messages, fact.more);
      } else {
        this.#held.catchUp(fact.messages);
      }
      this.#dropCommitted();
      this.outbox.revive();
    });
    void this.#delivery.flush();
  };

  readonly #delivered = (item: OutboxItem, line: Message): void => {
    batch(() => {
      this.#held.accept(line, this.desk);
      this.outbox.remove(item.clientMessageId);
      this.#token.known(line.conversation_id);
    });
  };

  readonly #lineCreated = (line: Message): void => {
    batch(() => {
      if (line.author === this.typing.value) this.#setTyping(null);
      this.#held.accept(line, this.desk);
      this.#dropCommitted();
    });
  };

  readonly #conversationChanged = (conversation: VisitorConversation): void => {
    const held = this.conversation.value;
    // Every change of state is a line of the log, so a smaller last_seq is an older picture.
    if (held?.id === conversation.id && held.last_seq > conversation.last_seq) return;
    batch(() => {
      this.#setConversation(conversation);
      if (conversation.id !== this.#held.conversationId) {
        this.#held.replace(conversation.id, [], false);
      }
    });
  };

  /** A newer identity of the same visitor changes nothing of what is kept. */
  #goOnAs(subject: string | null): void {
    if (subject === this.#subject) return;
    this.#subject = subject;
    this.#own = placeOf(this.#options.store, subject);
    this.#token = new VisitorToken(this.#own, this.#options.store);
    this.outbox.open(this.#own);
  }

  /** A lost one does not matter. */
  #mention(request: Promise<unknown>): void {
    request.catch((error: unknown) => {
      if (!(error instanceof RequestError)) throw error;
    });
  }

  #setConversation(conversation: VisitorConversation | null): void {
    this.conversation.value = conversation;
    if (conversation) this.#token.known(conversation.id);
  }

  #dropCommitted(): void {
    const waiting = new Set(this.#uncommitted.value);
    for (const item of this.outbox.items.value) {
      if (!waiting.has(item)) this.outbox.remove(item.clientMessageId);
    }
  }

  #put(text: string, request: OutboxRequest): void {
    this.outbox.add({
      clientMessageId: newClientMessageId(),
      text,
      createdAt: Date.now(),
      status: "sending",
      request,
    });
    void this.#delivery.flush();
  }

  #setTyping(author: TypingChanged["author"] | null): void {
    clearTimeout(this.#typingTimer);
    this.typing.value = author;
    if (author) {
      this.#typingTimer = setTimeout(() => (this.typing.value = null), TYPING_LASTS_MILLISECONDS);
    }
  }
}
