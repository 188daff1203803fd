/** The visitor's session: what the desk has sent, and what the visitor does. */
import { batch, computed, effect, signal, untracked, type ReadonlySignal } from "@preact/signals";
import { RequestError } from "../shared/errors";
import type { Language, NotHelpfulReason } from "../shared/names";
import type {
  Message,
  SessionReady,
  ShopView,
  TypingChanged,
  VisitorConnect,
  VisitorConversation,
} from "../shared/payloads";
import type { KeyValueStore } from "../shared/storage";
import type { Thread } from "../shared/thread";
import type { Desk } from "./desk";
import { LiveThread } from "./liveThread";
import { Renewal } from "./renewal";
import { Sender } from "./sender";
import { textsIn } from "./texts";
import { TypingIndicator } from "./typingIndicator";
import { Visitor } from "./visitor";

export interface SessionOptions {
  shopId: string;
  /** The page's. A chat begins in it. */
  language: Language;
  store: KeyValueStore;
  /** Opens the connection; `auth` is called at every connect. */
  connect: (auth: () => VisitorConnect) => Desk;
  /** A signed identity, when the page has given one. */
  identity: string | null;
  /** Asks the page for a fresh one; the answer comes to `identityAnswered`. */
  askForIdentity: () => void;
}

// A fresh identity may be accepted after such a refusal.
const IDENTITY_REFUSALS = new Set(["identity_expired", "not_authenticated"]);

export class Session {
  readonly desk: Desk;
  readonly sender: Sender;
  /** Null until the first session_ready. */
  readonly shop = signal<ShopView | null>(null);
  readonly conversation = signal<VisitorConversation | null>(null);
  /** What the visitor writes; the page's language until they have written. */
  readonly language = computed(() => this.conversation.value?.language ?? this.#options.language);
  /** The widget's own texts, in the chat's language. */
  readonly texts = computed(() => textsIn(this.language.value, this.shop.value));
  /** What the shop says of itself, in the chat's language. */
  readonly shopTexts = computed(() => this.shop.value?.texts[this.language.value] ?? null);
  readonly maxTextLength = signal(2000);
  /** The visitor's chat has become another person's, so that a new one has begun. */
  readonly isNewChat = signal(false);
  /** Why the desk does not let the visitor in, once no other try follows; null otherwise. */
  readonly refusal = computed(() => {
    const { refusal, retryAt } = this.desk.state.value;
    return retryAt === null && !this.#renewal.waiting.value ? refusal : null;
  });

  readonly #options: SessionOptions;
  readonly #visitor: Visitor;
  readonly #live: LiveThread;
  readonly #typing = new TypingIndicator();
  readonly #renewal: Renewal;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#visitor = new Visitor(options.store, options.identity);
    this.#renewal = new Renewal({
      ask: options.askForIdentity,
      identity: () => this.#visitor.identity,
      onFresh: (identity) => this.identify(identity),
    });
    this.desk = options.connect(this.#auth);
    this.#live = new LiveThread(this.desk);
    this.sender = new Sender(this.desk, this.#visitor.storage, {
      committed: () => this.thread.value.lines,
      onSent: this.#sent,
    });
    effect(() => {
      const { refusal, retryAt } = this.desk.state.value;
      if (refusal && retryAt === null && !this.isGuest && IDENTITY_REFUSALS.has(refusal.code)) {
        untracked(() => this.#renewal.refused());
      }
    });
    this.desk.on("session_ready", this.#ready);
    this.desk.on("message_created", this.#lineCreated);
    this.desk.on("conversation_changed", this.#conversationChanged);
    this.desk.on("typing_changed", ({ typing, author }) =>
      typing ? this.#typing.show(author) : this.#typing.hide(),
    );
  }

  get thread(): ReadonlySignal<Thread<Message>> {
    return this.#live.thread;
  }

  /** Who is writing. */
  get typing(): ReadonlySignal<TypingChanged["author"] | null> {
    return this.#typing.author;
  }

  get isGuest(): boolean {
    return this.#visitor.identity === null;
  }

  /** Back to the bot. Rejects with RequestError. */
  async leaveQueue(): Promise<void> {
    await this.desk.request("queue_leave", {});
  }

  /** Says whether an answer helped, and perhaps why not. Rejects with RequestError. */
  async rateAnswer(
    line: Message,
    helpful: boolean,
    reason: NotHelpfulReason | null = null,
  ): Promise<void> {
    await this.desk.request("answer_rate", { message_id: line.id, helpful, reason });
    const rated = { helpful, not_helpful_reason: reason };
    const copies = this.thread.value.lines.filter(({ id }) => id === line.id);
    this.#live.update(copies.map((copy) => ({ ...copy, ...rated })));
  }

  /** `score` is 1–5. Rejects with RequestError. */
  async rateConversation(score: number, comment: string): Promise<void> {
    await this.desk.request("conversation_rate", { score, comment });
    const conversation = this.conversation.value;
    if (conversation) this.conversation.value = { ...conversation, rating: score };
  }

  /** Rejects with RequestError. */
  loadEarlier(): Promise<void> {
    return this.#live.loadEarlier();
  }

  setTyping(typing: boolean): void {
    if (this.conversation.value) this.#notify(this.desk.request("typing_set", { typing }));
  }

  /** The visitor sees the chat that has ended: an answer in it does not wait for them. */
  endSeen(): void {
    this.#notify(this.desk.request("answer_seen", {}));
  }

  /** The page says who the visitor is (a signed identity), or null: a guest. */
  identify(identity: string | null): void {
    if (identity === this.#visitor.identity) return;
    if (this.#visitor.identify(identity)) this.sender.open(this.#visitor.storage);
    this.desk.restart();
  }

  /** The page's answer to `askForIdentity`; null: nobody is logged in there. */
  identityAnswered(identity: string | null): void {
    this.#renewal.answered(identity);
  }

  /** After a refusal: tries again, with what the page gives now. */
  tryAgain(): void {
    if (this.isGuest) this.desk.restart();
    else this.#renewal.askAgain();
  }

  /** See `Visitor.knownKey`. */
  get knownKey(): string {
    return this.#visitor.knownKey;
  }

  /** Another tab's visitor has become known to the desk: this tab goes on as the same one. */
  joinOtherTab(): void {
    if (!this.conversation.value) this.desk.restart();
  }

  readonly #auth = (): VisitorConnect => ({
    shop_id: this.#options.shopId,
    token: this.#visitor.tokenToConnect(),
    identity: this.#visitor.identity,
    language: this.#options.language,
    conversation_id: this.#live.conversationId,
    last_seq: this.thread.value.lastSeq,
  });

  readonly #ready = (ready: SessionReady): void => {
    batch(() => {
      if (this.#visitor.adoptGuest(Boolean(ready.visitor_token))) {
        this.sender.open(this.#visitor.storage);
      }
      this.#renewal.accepted();
      if (ready.visitor_token && this.#visitor.takeToken(ready.visitor_token)) {
        this.#live.replace(null, [], false);
        this.sender.hold();
        this.isNewChat.value = true;
        // Perhaps it is the same person, who has signed in in another tab.
        if (this.isGuest) this.#options.askForIdentity();
      }
      this.shop.value = ready.shop;
      this.maxTextLength.value = ready.max_text_length;
      this.#typing.hide();
      this.#setConversation(ready.conversation);
      if (ready.reset) {
        this.#live.replace(ready.conversation?.id ?? null, ready.messages, ready.more);
      } else {
        this.#live.catchUp(ready.messages);
      }
    });
    this.sender.resume();
  };

  readonly #sent = (line: Message): void => {
    this.#live.receive(line);
    this.#visitor.known(line.conversation_id);
  };

  readonly #lineCreated = (line: Message): void => {
    batch(() => {
      if (line.author === this.typing.value) this.#typing.hide();
      this.#live.receive(line);
      this.sender.dropCommitted();
    });
  };

  readonly #conversationChanged = (conversation: VisitorConversation): void => {
    const held = this.conversation.value;
    // Every change of state is a line of the log, so a smaller last_seq means an older state.
    if (held?.id === conversation.id && held.last_seq > conversation.last_seq) return;
    batch(() => {
      this.#setConversation(conversation);
      if (conversation.id !== this.#live.conversationId) {
        this.#live.replace(conversation.id, [], false);
      }
    });
  };

  /** It does not matter when such a request is lost. */
  #notify(request: Promise<unknown>): void {
    request.catch((error: unknown) => {
      if (!(error instanceof RequestError)) throw error;
    });
  }

  #setConversation(conversation: VisitorConversation | null): void {
    this.conversation.value = conversation;
    if (!conversation) return;
    this.#visitor.known(conversation.id);
    this.isNewChat.value = false;
  }
}
