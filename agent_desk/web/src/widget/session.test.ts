import { beforeEach, describe, expect, it } from "vitest";
import type { KeyValueStore } from "../shared/storage";
import { aLine } from "../shared/testing/lines";
import { Session } from "./session";
import { aConversation, aStore, FakeDesk, refused, settled, silence } from "./testing/desk";

let store: KeyValueStore;
let desk: FakeDesk;
let session: Session;
/** How often the page was asked for an identity. */
let asked: number;

/** Opens the widget on a page, with what the browser has stored from before. */
function open(identity: string | null = null): { desk: FakeDesk; session: Session } {
  const fake = new FakeDesk();
  const opened = new Session({
    shopId: "demo",
    language: "en",
    store,
    identity,
    askForIdentity: () => (asked += 1),
    connect: (auth) => {
      fake.auth = auth;
      return fake.desk;
    },
  });
  return { desk: fake, session: opened };
}

const texts = () => session.thread.value.lines.map((line) => line.text);
const waiting = () => session.sender.pending.value.map((item) => [item.text, item.status]);

beforeEach(() => {
  store = aStore();
  asked = 0;
  ({ desk, session } = open());
});

describe("sending", () => {
  it("shows the line as sending until it is committed", async () => {
    desk.goOnline();
    session.sender.send("hello");
    expect(waiting()).toEqual([["hello", "sending"]]);

    await settled();

    expect(waiting()).toEqual([]);
    expect(texts()).toEqual(["hello"]);
  });

  it("sends one line after the other, in the order of writing", async () => {
    desk.goOnline();
    for (const text of ["one", "two", "three"]) session.sender.send(text);
    expect(desk.sent("message_send")).toHaveLength(1);

    await settled();

    expect(desk.sent("message_send").map((sent) => sent.text)).toEqual(["one", "two", "three"]);
  });

  it("shows a line once when the event comes before the acknowledgement", async () => {
    desk.goOnline();
    desk.answer = ({ payload }) => {
      const ack = desk.commit(payload);
      desk.emit("message_created", ack.message);
      return ack;
    };

    session.sender.send("hello");
    await settled();

    expect(texts()).toEqual(["hello"]);
    expect(waiting()).toEqual([]);
  });

  it("keeps what is written offline and sends it after the next connect, with the same id", async () => {
    session.sender.send("written offline");
    await settled();
    expect(waiting()).toEqual([["written offline", "sending"]]);
    const id = session.sender.pending.value[0]?.clientMessageId;

    desk.goOnline();
    await settled();

    expect(desk.sent("message_send")).toEqual([{ client_message_id: id, text: "written offline" }]);
  });

  it("keeps an unsent line over a reload", async () => {
    session.sender.send("before the reload");
    const id = session.sender.pending.value[0]?.clientMessageId;

    ({ desk, session } = open());
    expect(waiting()).toEqual([["before the reload", "sending"]]);
    desk.goOnline();
    await settled();

    expect(desk.sent("message_send")[0]?.client_message_id).toBe(id);
  });

  it("does not send again what the thread shows as committed", async () => {
    session.sender.send("committed, but the acknowledgement was lost");
    const id = session.sender.pending.value[0]?.clientMessageId ?? "";

    desk.goOnline({
      conversation: aConversation(),
      messages: [aLine(1, { client_message_id: id })],
    });
    await settled();

    expect(desk.sent("message_send")).toEqual([]);
    expect(waiting()).toEqual([]);
  });

  it("says failed when nobody acknowledges, and sends it again after a reconnect", async () => {
    desk.goOnline();
    desk.answer = silence;
    session.sender.send("hello");
    await settled();
    expect(waiting()).toEqual([["hello", "failed"]]);

    desk.answer = ({ payload }) => desk.commit(payload);
    desk.goOnline();
    await settled();

    expect(texts()).toEqual(["hello"]);
    const [first, second] = desk.sent("message_send");
    expect(second).toEqual(first);
  });

  it("leaves a line that was refused for good to the visitor", async () => {
    desk.goOnline();
    desk.answer = refused("text_too_long", { limit: 2000 });
    session.sender.send("hello");
    await settled();
    expect(session.sender.pending.value[0]).toMatchObject({
      status: "failed",
      failure: { code: "text_too_long" },
    });

    desk.goOnline();
    await settled();
    expect(desk.sent("message_send")).toHaveLength(1);

    session.sender.discard(session.sender.pending.value[0]?.clientMessageId ?? "");
    expect(waiting()).toEqual([]);
  });

  it("sends a failed line again when the visitor taps it", async () => {
    desk.goOnline();
    desk.answer = refused("storage_unavailable");
    session.sender.send("hello");
    await settled();

    desk.answer = ({ payload }) => desk.commit(payload);
    session.sender.retry(session.sender.pending.value[0]?.clientMessageId ?? "");
    await settled();

    expect(texts()).toEqual(["hello"]);
  });
});

describe("receiving", () => {
  it("fetches what is missing when a live line leaves a gap", async () => {
    desk.goOnline({ conversation: aConversation(), messages: [aLine(1)] });
    desk.answer = () => ({ ok: true, messages: [aLine(2), aLine(3)], more: false });

    desk.emit("message_created", aLine(3));
    await settled();

    expect(desk.sent("messages_fetch")).toEqual([{ after_seq: 1 }]);
    expect(texts()).toEqual(["line 1", "line 2", "line 3"]);
  });

  it("fetches page after page until nothing is missing", async () => {
    desk.goOnline({ conversation: aConversation(), messages: [aLine(1)] });
    desk.answer = ({ payload }) =>
      payload.after_seq === 1
        ? { ok: true, messages: [aLine(2)], more: true }
        : { ok: true, messages: [aLine(3)], more: false };

    desk.emit("message_created", aLine(3));
    await settled();

    expect(texts()).toEqual(["line 1", "line 2", "line 3"]);
  });

  it("does not move its end past a gap that could not be filled", async () => {
    desk.goOnline({ conversation: aConversation(), messages: [aLine(1)] });
    desk.answer = silence;

    desk.emit("message_created", aLine(3));
    await settled();

    expect(desk.auth()).toMatchObject({ conversation_id: "c1", last_seq: 1 });
    expect(desk.restarts).toBe(1);
  });

  it("goes on from where it was after a reconnect", () => {
    desk.goOnline({ conversation: aConversation(), messages: [aLine(1)] });
    desk.goOffline();
    expect(desk.auth()).toMatchObject({ conversation_id: "c1", last_seq: 1 });

    desk.goOnline({ conversation: aConversation(), messages: [aLine(2)], reset: false });

    expect(texts()).toEqual(["line 1", "line 2"]);
  });

  it("drops what it holds on a reset", () => {
    desk.goOnline({ conversation: aConversation(), messages: [aLine(1)] });
    desk.goOnline({ conversation: aConversation(), messages: [aLine(8), aLine(9)], more: true });

    expect(texts()).toEqual(["line 8", "line 9"]);
    expect(session.thread.value.more).toBe(true);
  });

  it("takes a newer copy of a line in place of the old one", () => {
    desk.goOnline({ conversation: aConversation(), messages: [aLine(1), aLine(2)] });

    desk.emit("message_created", aLine(1, { helpful: true }));

    expect(session.thread.value.lines.map((line) => line.helpful)).toEqual([true, null]);
  });

  it("begins a new thread with a new conversation, and ignores a late line of the old one", () => {
    desk.goOnline({ conversation: aConversation(), messages: [aLine(1)] });
    const other = { conversation_id: "c2", text: "new", previous_seq: 0 };
    desk.emit("message_created", aLine(5, { ...other, seq: 1 }));
    desk.emit("message_created", aLine(2));

    expect(texts()).toEqual(["new"]);
  });

  it("shows the first line of a new conversation where the old one was longer than a page", () => {
    desk.goOnline({ conversation: aConversation(), messages: [aLine(8), aLine(9)], more: true });
    const created_at = aLine(10).created_at;
    desk.emit("message_created", aLine(1, { conversation_id: "c2", text: "new", created_at }));

    expect(texts()).toEqual(["new"]);
  });

  it("puts the page before the oldest line in front of it", async () => {
    desk.goOnline({ conversation: aConversation(), messages: [aLine(3)], more: true });
    desk.answer = () => ({ ok: true, messages: [aLine(1), aLine(2)], more: false });

    await session.loadEarlier();

    expect(desk.sent("messages_fetch")).toEqual([{ before_seq: 3 }]);
    expect(texts()).toEqual(["line 1", "line 2", "line 3"]);
    expect(session.thread.value.more).toBe(false);
  });

  it("ends the typing indicator when the line comes", () => {
    desk.goOnline();
    desk.emit("typing_changed", { author: "bot", typing: true });
    expect(session.typing.value).toBe("bot");

    desk.emit("message_created", aLine(1, { author: "bot" }));

    expect(session.typing.value).toBeNull();
  });
});

describe("who the visitor is", () => {
  it("keeps the token and comes back with it", () => {
    desk.goOnline({ visitor_token: "first" });

    ({ desk, session } = open());

    expect(desk.auth().token).toBe("first");
  });

  it("drops the thread and holds the outbox when the token of a known visitor is replaced", async () => {
    desk.goOnline({ visitor_token: "first", conversation: aConversation(), messages: [aLine(1)] });
    desk.goOffline();
    session.sender.send("not for the next person's chat");

    desk.goOnline({ visitor_token: "second" });
    await settled();

    expect(texts()).toEqual([]);
    expect(desk.sent("message_send")).toEqual([]);
    expect(desk.auth()).toMatchObject({ token: "second", conversation_id: null, last_seq: 0 });
    expect(waiting()).toEqual([["not for the next person's chat", "failed"]]);
    expect(session.sender.pending.value[0]?.failure?.code).toBe("other_chat");
  });

  it("says that a new chat begins, and asks the page who the visitor is", () => {
    desk.goOnline({ visitor_token: "first", conversation: aConversation() });
    // Another tab has signed in, and has taken the guest's token along.
    for (const key of ["token", "known"]) store.remove(key);
    desk.goOffline();
    expect(session.isNewChat.value).toBe(false);

    desk.goOnline({ visitor_token: "second" });

    expect(session.isNewChat.value).toBe(true);
    expect(asked).toBe(1);
    session.identityAnswered("jwt");
    expect(desk.auth().identity).toBe("jwt");
  });

  it("keeps what a visitor wrote before the desk ever knew them", async () => {
    desk.goOnline({ visitor_token: "never used" });
    desk.goOffline();
    session.sender.send("my first line");

    desk.goOnline({ visitor_token: "another" });
    await settled();

    expect(texts()).toEqual(["my first line"]);
  });

  it("keeps the token that was used to write, whatever another tab has stored meanwhile", async () => {
    desk.goOnline({ visitor_token: "mine" });
    const otherTab = open();
    otherTab.desk.auth();
    otherTab.desk.goOnline({ visitor_token: "the other tab's" });

    session.sender.send("hello");
    await settled();

    expect(desk.auth().token).toBe("mine");
  });

  it("connects again when the page says who it is, once", () => {
    session.identify("jwt");
    session.identify("jwt");

    expect(desk.restarts).toBe(1);
    expect(desk.auth().identity).toBe("jwt");
  });
});

describe("a signed-in visitor", () => {
  const ADA = jwtOf("ada-é-1");
  const BEN = jwtOf("ben-2");

  function jwtOf(sub: string, exp = 1): string {
    const bytes = new TextEncoder().encode(JSON.stringify({ sub, exp }));
    const claims = btoa(String.fromCharCode(...bytes))
      .replace(/\+/g, "-")
      .replace(/\//g, "_");
    return `e30.${claims.replace(/=+$/, "")}.c2ln`;
  }

  /** Ada has chatted in this browser, and has a line that was not sent. */
  function adaWasHere(): void {
    ({ desk, session } = open(ADA));
    desk.goOnline({ visitor_token: "ada's", conversation: aConversation(), messages: [aLine(1)] });
    desk.goOffline();
    session.sender.send("written before the reload");
  }

  it("keeps chat and unsent lines when the page names them late", async () => {
    adaWasHere();
    ({ desk, session } = open());
    expect(waiting()).toEqual([]);
    expect(desk.auth().token).toBeNull();
    desk.goOnline({ visitor_token: "a guest's" });

    session.identify(ADA);
    expect(desk.auth().token).toBe("ada's");
    desk.goOnline({ conversation: aConversation(), messages: [aLine(1)] });
    await settled();

    expect(desk.sent("message_send")).toMatchObject([{ text: "written before the reload" }]);
    expect(desk.auth().token).toBe("ada's");
  });

  it("leaves nothing to a guest or to somebody else after them", async () => {
    adaWasHere();
    for (const next of [null, BEN]) {
      session.identify(next);
      expect(desk.auth().token).not.toBe("ada's");
      desk.goOnline({ visitor_token: "another" });
      await settled();

      expect(texts()).toEqual([]);
      expect(waiting()).toEqual([]);
    }
    expect(desk.sent("message_send")).toEqual([]);
  });

  it("goes on as the guest they were, with the guest's token and unsent lines", async () => {
    desk.goOnline({ visitor_token: "a guest's", conversation: aConversation() });
    desk.goOffline();
    session.sender.send("written as a guest");

    session.identify(ADA);
    expect(desk.auth().token).toBe("a guest's");
    desk.goOnline({ conversation: aConversation() });
    await settled();

    expect(desk.sent("message_send")).toMatchObject([{ text: "written as a guest" }]);
    expect(open().desk.auth().token).toBeNull();
    expect(open(ADA).desk.auth().token).toBe("a guest's");
  });

  it("does not take a guest's chat that the desk does not give them", async () => {
    desk.goOnline({ visitor_token: "a guest's", conversation: aConversation() });
    desk.goOffline();
    session.sender.send("not Ada's");

    session.identify(ADA);
    desk.goOnline({ visitor_token: "ada's" });
    await settled();

    expect(desk.sent("message_send")).toEqual([]);
    const guest = open();
    expect(guest.desk.auth().token).toBe("a guest's");
    expect(guest.session.sender.pending.value).toMatchObject([{ text: "not Ada's" }]);
  });

  it("keeps what they wrote before the desk ever knew them", async () => {
    session.sender.send("my first line");

    session.identify(ADA);
    desk.goOnline({ visitor_token: "ada's" });
    await settled();

    expect(texts()).toEqual(["my first line"]);
    expect(open(ADA).desk.auth().token).toBe("ada's");
  });

  it("stays the same with a newer identity, and when there is none that can be read", () => {
    adaWasHere();
    session.identify(jwtOf("ada-é-1", 2));
    expect(desk.auth().token).toBe("ada's");
    expect(waiting()).toEqual([["written before the reload", "sending"]]);

    for (const broken of ["", "a.b.c", "a.bnVsbA.c", jwtOf(1 as unknown as string)]) {
      expect(open(broken).session.knownKey).toBe("known");
    }
  });

  describe("whose identity has expired", () => {
    beforeEach(() => {
      adaWasHere();
      desk.refuse("identity_expired");
    });

    it("goes on with a fresh one of the page, with chat and unsent lines", async () => {
      expect(asked).toBe(1);
      expect(session.refusal.value).toBeNull();
      const fresh = jwtOf("ada-é-1", 2);

      session.identityAnswered(fresh);
      expect(desk.auth()).toMatchObject({ identity: fresh, token: "ada's", last_seq: 1 });
      desk.goOnline({ conversation: aConversation(), reset: false });
      await settled();

      expect(desk.sent("message_send")).toMatchObject([{ text: "written before the reload" }]);
      expect(waiting()).toEqual([]);
    });

    it("reads that the log-in has ended when the page has no other", () => {
      for (const answer of [null, ADA]) {
        session.identityAnswered(answer);
        expect(session.refusal.value?.code).toBe("identity_expired");
        expect(desk.restarts).toBe(0);
      }
      expect(waiting()).toEqual([["written before the reload", "sending"]]);
    });

    it("is not asked about again when the fresh one is refused too", () => {
      session.identityAnswered(jwtOf("ada-é-1", 2));
      desk.refuse("identity_expired");
      expect(asked).toBe(1);
      expect(session.refusal.value?.code).toBe("identity_expired");

      session.tryAgain();
      expect(asked).toBe(2);
      expect(session.refusal.value).toBeNull();
    });

    it("may go on as a guest: the signed chat and its lines stay for the next log-in", async () => {
      session.identityAnswered(null);

      session.identify(null);
      expect(desk.auth()).toMatchObject({ identity: null, token: null });
      desk.goOnline({ visitor_token: "a guest's" });
      await settled();
      expect(waiting()).toEqual([]);
      expect(desk.sent("message_send")).toEqual([]);

      ({ desk, session } = open(jwtOf("ada-é-1", 3)));
      expect(desk.auth().token).toBe("ada's");
      expect(waiting()).toEqual([["written before the reload", "sending"]]);
    });
  });

  it("hears from other tabs of its own chat only", () => {
    expect(open(ADA).session.knownKey).not.toBe(open(BEN).session.knownKey);
    expect(open(ADA).session.knownKey).not.toBe(open().session.knownKey);
  });
});

describe("choices and ratings", () => {
  it("asks a stored question by its chip", async () => {
    desk.goOnline();
    const choice = { id: "q1", kind: "question", label: "How long?" } as const;

    session.sender.choose(aLine(1), choice);
    await settled();

    expect(desk.sent("choice_select")).toMatchObject([{ message_id: "m1", choice_id: "q1" }]);
  });

  it("calls a person by the chip for it", async () => {
    desk.goOnline();

    session.sender.choose(aLine(1), { id: "p", kind: "person", label: "Talk to a person" });
    await settled();

    expect(desk.sent("handoff_request")).toHaveLength(1);
  });

  it("remembers what was said of an answer", async () => {
    desk.goOnline({ conversation: aConversation(), messages: [aLine(1)] });
    desk.answer = () => ({ ok: true });

    await session.rateAnswer(aLine(1), false);

    expect(session.thread.value.lines[0]?.helpful).toBe(false);
  });

  it("remembers why an answer did not help, and sends it", async () => {
    desk.goOnline({ conversation: aConversation(), messages: [aLine(1)] });
    desk.answer = () => ({ ok: true });

    await session.rateAnswer(aLine(1), false, "unclear");

    expect(desk.sent("answer_rate")).toMatchObject([{ helpful: false, reason: "unclear" }]);
    expect(session.thread.value.lines[0]?.not_helpful_reason).toBe("unclear");
  });

  it("does not show a rating that the desk refused", async () => {
    desk.goOnline({ conversation: aConversation({ state: "resolved" }) });
    desk.answer = refused("transition_not_allowed");

    await expect(session.rateConversation(5, "")).rejects.toMatchObject({
      code: "transition_not_allowed",
    });
    expect(session.conversation.value?.rating).toBeNull();
  });
});
