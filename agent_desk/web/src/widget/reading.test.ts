import { describe, expect, it } from "vitest";
import { aLine } from "../shared/testing/lines";
import { followReading, unreadLines } from "./reading";
import { Session } from "./session";
import { aConversation, aStore, FakeDesk } from "./testing/desk";

const store = aStore;

function open(stored = store()) {
  const desk = new FakeDesk();
  const session = new Session({
    shopId: "demo",
    language: "en",
    store: stored,
    identity: null,
    askForIdentity: () => undefined,
    connect: () => desk.desk,
  });
  return { desk, reading: followReading(session, stored) };
}

describe("followReading", () => {
  it("counts what comes in while the chat is closed, until it is opened", () => {
    const { desk, reading } = open();
    reading.visible.value = true;
    desk.goOnline({ conversation: aConversation(), messages: [aLine(1)] });
    reading.visible.value = false;

    desk.emit("message_created", aLine(2, { author: "agent" }));
    desk.emit("message_created", aLine(3, { author: "bot" }));
    expect(reading.unread.value).toBe(2);

    reading.visible.value = true;
    expect(reading.unread.value).toBe(0);
    reading.visible.value = false;
    expect(reading.unread.value).toBe(0);
  });

  it("tells the desk that an ended chat was seen once it is on the screen", () => {
    const { desk, reading } = open();
    const conversation = aConversation({ state: "resolved" });
    desk.goOnline({ conversation, messages: [aLine(1)] });
    expect(desk.sent("answer_seen")).toHaveLength(0);

    reading.visible.value = true;
    expect(desk.sent("answer_seen")).toHaveLength(1);
  });

  it("knows on the next page what was read on the last", () => {
    const stored = store();
    const first = open(stored);
    first.reading.visible.value = true;
    first.desk.goOnline({ conversation: aConversation(), messages: [aLine(1)] });

    const second = open(stored);
    const messages = [aLine(1), aLine(2, { author: "agent" })];
    second.desk.goOnline({ conversation: aConversation(), messages });

    expect(second.reading.unread.value).toBe(1);
  });

  it("calls nothing new when it cannot know what was read", () => {
    const { desk, reading } = open();
    desk.goOnline({ conversation: aConversation(), messages: [aLine(1, { author: "agent" })] });

    expect(reading.unread.value).toBe(0);
  });
});

describe("unreadLines", () => {
  it("does not count one's own lines and events", () => {
    const lines = [
      aLine(2),
      aLine(3, { author: "system", kind: "event" }),
      aLine(4, { author: "bot" }),
    ];

    expect(unreadLines(lines, { conversationId: "c1", seq: 1 })).toBe(1);
  });

  it("counts the lines of a new conversation whatever their seq", () => {
    const lines = [aLine(1, { author: "agent", conversation_id: "c2" })];

    expect(unreadLines(lines, { conversationId: "c1", seq: 9 })).toBe(1);
  });
});
