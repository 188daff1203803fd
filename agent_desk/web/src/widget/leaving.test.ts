import { describe, expect, it } from "vitest";
import { NoAcknowledgementError, RefusedError } from "../shared/errors";
import { aLine } from "../shared/testing/lines";
import { lastWords, looksReachable, TryIds } from "./leaving";
import { Session } from "./session";
import { aConversation, aStore, FakeDesk, refused, silence } from "./testing/desk";

const LEFT = { client_message_id: "leave-0001", contact: "ada@customer.example", text: "My lamp" };

function online(): { desk: FakeDesk; session: Session } {
  const desk = new FakeDesk();
  const session = new Session({
    shopId: "demo",
    language: "en",
    store: aStore(),
    identity: null,
    connect: () => desk.desk,
  });
  desk.goOnline({ conversation: aConversation({ state: "queued" }), messages: [aLine(1)] });
  return { desk, session };
}

describe("the words that the form begins with", () => {
  it("are the visitor's last lines, without the wish for a person", () => {
    const lines = [
      aLine(1, { text: "My lamp came broken" }),
      aLine(2, { author: "bot", text: "I'm sorry" }),
      aLine(3, { text: "Order RL2611200001" }),
      aLine(4, { text: "Talk to a person" }),
    ];

    expect(lastWords(lines, 2000)).toBe("My lamp came broken\nOrder RL2611200001");
  });

  it("are none that a person has read already", () => {
    const lines = [aLine(1, { text: "Old" }), aLine(2, { author: "agent" }), aLine(3)];

    expect(lastWords(lines, 2000)).toBe("line 3");
  });

  it("are three lines at most, and no more than a message holds", () => {
    const lines = [1, 2, 3, 4, 5].map((seq) => aLine(seq));

    expect(lastWords(lines, 2000)).toBe("line 3\nline 4\nline 5");
    expect(lastWords(lines, 13)).toBe("line 4\nline 5");
    expect(lastWords([], 2000)).toBe("");
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

describe("a try", () => {
  it("has the id of the one before while the words are the same", () => {
    const ids = new TryIds();
    const first = ids.idFor("ada@customer.example", "My lamp");

    expect(ids.idFor("ada@customer.example", "My lamp")).toBe(first);
    expect(ids.idFor("ada@customer.example", "My other lamp")).not.toBe(first);
  });
});

describe("leaving a message", () => {
  it("asks the desk and shows the line", async () => {
    const { desk, session } = online();
    const message = aLine(2, { text: "My lamp" });
    desk.answer = () => ({ ok: true, message, reference: "B7K2MX", answer_by: message.created_at });

    await session.leaveMessage(LEFT);

    expect(desk.asked.at(-1)).toEqual({ event: "message_leave", payload: LEFT });
    expect(session.thread.value.lines.map((line) => line.text)).toContain("My lamp");
  });

  it("says why the desk did not take it", async () => {
    const { desk, session } = online();
    desk.answer = refused("contact_invalid");
    await expect(session.leaveMessage(LEFT)).rejects.toBeInstanceOf(RefusedError);

    desk.answer = silence;
    await expect(session.leaveMessage(LEFT)).rejects.toBeInstanceOf(NoAcknowledgementError);
    expect(session.thread.value.lines).toHaveLength(1);
  });
});
