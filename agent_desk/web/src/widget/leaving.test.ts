import { describe, expect, it } from "vitest";
import type { KeyValueStore } from "../shared/storage";
import { aLine } from "../shared/testing/lines";
import { recentWords, looksReachable } from "./leaving";
import { Session } from "./session";
import { TEXTS } from "./texts";
import { aConversation, aStore, FakeDesk, refused, settled, silence } from "./testing/desk";

const LEFT = ["ada@customer.example", "My lamp"] as const;
const QUEUED = { conversation: aConversation({ state: "queued" }), messages: [aLine(1)] };

function open(store: KeyValueStore = aStore()): { desk: FakeDesk; session: Session } {
  const desk = new FakeDesk();
  const session = new Session({
    shopId: "demo",
    language: "en",
    store,
    identity: null,
    askForIdentity: () => undefined,
    connect: () => desk.desk,
  });
  return { desk, session };
}

function online(store?: KeyValueStore): { desk: FakeDesk; session: Session } {
  const opened = open(store);
  opened.desk.goOnline(QUEUED);
  return opened;
}

const ids = (desk: FakeDesk) => desk.sent("message_leave").map((sent) => sent.client_message_id);

describe("the words that the form begins with", () => {
  it("are the visitor's last lines, without the wish for a person", () => {
    const lines = [
      aLine(1, { text: "My lamp came broken" }),
      aLine(2, { author: "bot", text: "I'm sorry" }),
      aLine(3, { text: "Order RL2611200001" }),
      aLine(4, { text: "Talk to a person", asks_for_person: true }),
    ];

    expect(recentWords(lines, 2000)).toBe("My lamp came broken\nOrder RL2611200001");
  });

  it("are none that a person has read already", () => {
    const lines = [aLine(1, { text: "Old" }), aLine(2, { author: "agent" }), aLine(3)];

    expect(recentWords(lines, 2000)).toBe("line 3");
  });

  it("are three lines at most, and no more than a message holds", () => {
    const lines = [1, 2, 3, 4, 5].map((seq) => aLine(seq));

    expect(recentWords(lines, 2000)).toBe("line 3\nline 4\nline 5");
    expect(recentWords(lines, 13)).toBe("line 4\nline 5");
    expect(recentWords([], 2000)).toBe("");
  });
});

describe("a contact", () => {
  it.each(["ada@customer.example", "ada＠customer.example", "138 0013 8000", "+86 138-0013-8000"])(
    "%s looks reachable",
    (contact) => expect(looksReachable(contact)).toBe(true),
  );

  it.each(["", "ada", "ada@customer", "12345", "1234567890123456", "call me at 5"])(
    "%s does not",
    (contact) => expect(looksReachable(contact)).toBe(false),
  );
});

describe("leaving a message", () => {
  it("asks the desk and shows the line", async () => {
    const { desk, session } = online();
    const message = aLine(2, { text: "My lamp" });
    desk.answer = () => ({ ok: true, message, reference: "B7K2MX", answer_by: message.created_at });

    session.sender.leaveMessage(...LEFT);
    expect(session.sender.leaving.value).toMatchObject({ text: "My lamp", status: "sending" });
    await settled();

    expect(desk.sent("message_leave")).toMatchObject([
      { contact: "ada@customer.example", text: "My lamp" },
    ]);
    expect(session.thread.value.lines.map((line) => line.text)).toContain("My lamp");
    expect(session.sender.leaving.value).toBeNull();
  });

  it("is no line of the thread before the desk has it", () => {
    const { session } = open();
    session.sender.leaveMessage(...LEFT);

    expect(session.sender.pending.value).toEqual([]);
  });

  it("goes on with the same id when the connection was lost before the receipt", async () => {
    const { desk, session } = online();
    desk.answer = () => {
      desk.goOffline();
      return silence();
    };
    session.sender.leaveMessage(...LEFT);
    await settled();
    expect(session.sender.leaving.value?.status).toBe("sending");

    desk.answer = ({ payload }) => desk.commit(payload);
    desk.goOnline(QUEUED);
    await settled();

    expect(ids(desk)).toHaveLength(2);
    expect(new Set(ids(desk)).size).toBe(1);
    expect(session.sender.leaving.value).toBeNull();
  });

  it("goes on after a reload before the receipt", async () => {
    const store = aStore();
    const before = online(store);
    before.desk.answer = () => new Promise(() => undefined);
    before.session.sender.leaveMessage(...LEFT);
    await settled();

    const { desk, session } = open(store);
    expect(session.sender.leaving.value).toMatchObject({
      text: "My lamp",
      request: { contact: "ada@customer.example" },
    });
    desk.goOnline(QUEUED);
    await settled();

    expect(desk.sent("message_leave")).toEqual(before.desk.sent("message_leave"));
  });

  it("is not sent again when the thread shows it", async () => {
    const { desk, session } = open();
    session.sender.leaveMessage(...LEFT);
    const client_message_id = session.sender.leaving.value?.clientMessageId ?? "";

    desk.goOnline({ ...QUEUED, messages: [aLine(1), aLine(2, { client_message_id })] });
    await settled();

    expect(ids(desk)).toEqual([]);
    expect(session.sender.leaving.value).toBeNull();
  });

  it("that is one too many from this network stays in the form, with the time to wait", async () => {
    const { desk, session } = online();
    desk.answer = refused("too_many_messages", { retry_after_seconds: 61 });
    session.sender.leaveMessage(...LEFT);
    await settled();

    const { request, text, failure } = session.sender.leaving.value ?? {};
    expect([request?.contact, text]).toEqual(LEFT);
    expect(TEXTS.en.failure(failure?.code ?? "", failure?.retryAfterSeconds)).toContain("2 min");
  });

  it("that was refused for good says why, and is corrected under another id", async () => {
    const { desk, session } = online();
    desk.answer = refused("contact_invalid");
    session.sender.leaveMessage(...LEFT);
    await settled();
    expect(session.sender.leaving.value).toMatchObject({
      status: "failed",
      failure: { code: "contact_invalid" },
    });
    desk.goOnline(QUEUED);
    await settled();
    expect(ids(desk)).toHaveLength(1);

    session.sender.leaveMessage("ada@other.example", "My lamp");
    await settled();

    expect(new Set(ids(desk)).size).toBe(2);
    expect(session.sender.leaving.value?.request.contact).toBe("ada@other.example");
  });

  it("has the id of the try before while the words are the same", async () => {
    const { desk, session } = online();
    desk.answer = silence;
    session.sender.leaveMessage(...LEFT);
    await settled();
    expect(session.sender.leaving.value?.failure?.code).toBe("no_acknowledgement");

    session.sender.leaveMessage(...LEFT);
    await settled();

    expect(ids(desk)).toHaveLength(2);
    expect(new Set(ids(desk)).size).toBe(1);
  });
});
