import { afterEach, describe, expect, it, vi } from "vitest";
import type { AgentMessage, ConversationSummary } from "../shared/payloads";
import { Desk } from "./desk";
import { assigned, conversation, line, offered, queued, ready } from "./testing/build";
import { FakeConnection, refusal } from "./testing/FakeConnection";

function deskOn(connection: FakeConnection): { desk: Desk; calls: { sessionsEnded: number } } {
  const calls = { sessionsEnded: 0 };
  const desk = new Desk(connection, {
    attentive: () => true,
    onSessionEnded: () => (calls.sessionsEnded += 1),
  });
  return { desk, calls };
}

function opening(summary: ConversationSummary, lines: AgentMessage[], more = false) {
  return () => ({ conversation: summary, messages: lines, more, handoff: null });
}

/** Lets everything that was answered at once arrive. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

const seqs = (desk: Desk) => desk.state.value.open?.thread.lines.map((one) => one.seq);

afterEach(() => {
  vi.useRealTimers();
});

describe("opening a chat", () => {
  it("leaves the one before", async () => {
    const connection = new FakeConnection({
      conversation_open: ({ conversation_id: id }) => opening(conversation(id), [line(id, 1)])(),
      conversation_close: () => ({}),
    });
    const { desk } = deskOn(connection);

    await desk.chats.open("a");
    await desk.chats.open("b");

    expect(desk.state.value.open?.id).toBe("b");
    expect(connection.payloadsOf("conversation_close")).toEqual([{ conversation_id: "a" }]);
  });

  it("that cannot be reached says why, and comes with the next connect", async () => {
    const connection = new FakeConnection({
      conversation_open: opening(conversation("a"), [line("a", 1)]),
    });
    const { desk } = deskOn(connection);
    connection.online = false;

    await desk.chats.open("a");
    expect(desk.state.value.open?.failure?.code).toBe("no_acknowledgement");

    connection.online = true;
    connection.emit("console_ready", ready());
    await settled();
    expect(desk.state.value.open?.status).toBe("ready");
    expect(seqs(desk)).toEqual([1]);
  });
});

describe("a live line that leaves a gap", () => {
  it("has what is missing fetched, page by page", async () => {
    const pages = [
      { messages: [line("a", 2)], more: true },
      { messages: [line("a", 3)], more: false },
    ];
    const connection = new FakeConnection({
      conversation_open: opening(assigned("a", "ana"), [line("a", 1)]),
      messages_fetch: () => pages.shift() ?? { messages: [], more: false },
    });
    const { desk } = deskOn(connection);
    await desk.chats.open("a");

    connection.emit("message_created", line("a", 4));
    await settled();

    expect(seqs(desk)).toEqual([1, 2, 3, 4]);
    expect(connection.payloadsOf("messages_fetch")).toEqual([
      { conversation_id: "a", after_seq: 1, before_seq: null },
      { conversation_id: "a", after_seq: 2, before_seq: null },
    ]);
  });

  it("is filled in by the next line when the fetch failed", async () => {
    let fails = true;
    const connection = new FakeConnection({
      conversation_open: opening(assigned("a", "ana"), [line("a", 1)]),
      messages_fetch: () => {
        if (fails) throw refusal("storage_unavailable");
        return { messages: [line("a", 2), line("a", 3), line("a", 4)], more: false };
      },
    });
    const { desk } = deskOn(connection);
    await desk.chats.open("a");

    connection.emit("message_created", line("a", 3));
    await settled();
    expect(seqs(desk)).toEqual([1]);

    fails = false;
    connection.emit("message_created", line("a", 4));
    await settled();
    expect(seqs(desk)).toEqual([1, 2, 3, 4]);
  });
});

describe("a connect", () => {
  it("asks for what the open chat has missed, from its last seq", async () => {
    const connection = new FakeConnection({
      conversation_open: ({ last_seq: lastSeq }) =>
        opening(
          assigned("a", "ana"),
          [1, 2, 3].filter((seq) => seq > (lastSeq ?? 0)).map((seq) => line("a", seq)),
        )(),
    });
    const { desk } = deskOn(connection);
    await desk.chats.open("a");

    connection.emit("console_ready", ready({ mine: [assigned("a", "ana")] }));
    await settled();

    expect(connection.payloadsOf("conversation_open")).toEqual([
      { conversation_id: "a", last_seq: 0 },
      { conversation_id: "a", last_seq: 3 },
    ]);
    expect(seqs(desk)).toEqual([1, 2, 3]);
  });

  it("sends lines again that were never answered, in order and under their ids", async () => {
    const connection = new FakeConnection({
      message_send: (sent) => ({
        message: line("a", 1, { author: "agent", client_message_id: sent.client_message_id }),
      }),
    });
    const { desk } = deskOn(connection);
    connection.online = false;
    desk.outbox.changeDraft("a", { reply: "first" });
    await desk.outbox.send("a", "reply");
    desk.outbox.changeDraft("a", { reply: "second" });
    await desk.outbox.send("a", "reply");
    const cutOff = connection.payloadsOf("message_send");

    connection.online = true;
    connection.emit("console_ready", ready());
    await settled();

    expect(connection.payloadsOf("message_send").slice(2)).toEqual(cutOff);
    expect(desk.state.value.unsent).toEqual([]);
  });

  it.each(["storage_unavailable", "internal"])(
    "sends a line again that failed with %s, and what is written meanwhile after it",
    async (code) => {
      let fails = true;
      const connection = new FakeConnection({
        message_send: (sent) => {
          if (fails) throw refusal(code);
          const given = { client_message_id: sent.client_message_id };
          return { message: line("a", 1, { author: "agent", ...given }) };
        },
      });
      const { desk } = deskOn(connection);
      for (const reply of ["first", "second"]) {
        desk.outbox.changeDraft("a", { reply });
        await desk.outbox.send("a", "reply");
      }

      fails = false;
      connection.emit("console_ready", ready());
      desk.outbox.changeDraft("a", { reply: "third" });
      await desk.outbox.send("a", "reply");

      expect(connection.payloadsOf("message_send").slice(2)).toMatchObject([
        { text: "first" },
        { text: "second" },
        { text: "third" },
      ]);
      expect(desk.state.value.unsent).toEqual([]);
    },
  );

  it("does not send a line again that the desk has refused", async () => {
    const connection = new FakeConnection();
    const { desk } = deskOn(connection);
    desk.outbox.changeDraft("a", { reply: "not mine" });
    await desk.outbox.send("a", "reply");

    connection.emit("console_ready", ready());
    await settled();

    expect(connection.payloadsOf("message_send")).toHaveLength(1);
    expect(desk.state.value.unsent[0]?.failure?.code).toBe("not_allowed");
  });

  it("freshens the list of all once somebody has looked at it", async () => {
    const connection = new FakeConnection({
      conversation_list: () => ({ conversations: [conversation("a")], more: false }),
    });
    const { desk } = deskOn(connection);
    connection.emit("console_ready", ready());
    expect(connection.payloadsOf("conversation_list")).toEqual([]);

    desk.chooseView("all");
    await settled();
    connection.emit("console_ready", ready());
    await settled();

    expect(connection.payloadsOf("conversation_list")).toHaveLength(2);
    expect(desk.state.value.all.ids).toEqual(["a"]);
  });
});

describe("sending", () => {
  it("says which stored answer a reply was made from", async () => {
    const connection = new FakeConnection({
      message_send: () => ({ message: line("a", 1, { author: "agent" }) }),
    });
    const { desk } = deskOn(connection);
    desk.dispatch({ type: "answer_used", id: "a", entry: "ret-1", answer: "30 days." });

    await desk.outbox.send("a", "reply");

    expect(connection.payloadsOf("message_send")).toEqual([
      expect.objectContaining({ text: "30 days.", note: false, entry: "ret-1" }),
    ]);
  });

  it("sends nothing but text", async () => {
    const connection = new FakeConnection();
    const { desk } = deskOn(connection);
    desk.outbox.changeDraft("a", { reply: "  \n " });

    await desk.outbox.send("a", "reply");

    expect(connection.asked).toEqual([]);
  });
});

describe("a claim", () => {
  it("that came too late names the agent who was faster", async () => {
    let now = queued("a", 1);
    const connection = new FakeConnection({
      conversation_open: () => opening(now, [])(),
      conversation_claim: () => {
        now = assigned("a", "ben", { last_seq: 2 });
        throw refusal("transition_not_allowed");
      },
    });
    const { desk } = deskOn(connection);
    connection.emit("console_ready", ready({ waiting: [queued("a", 1)] }));
    await desk.chats.open("a");

    const done = await desk.transition("claim", "a");

    expect(done).toBe(false);
    expect(desk.state.value.notice).toMatchObject({ kind: "taken", by: "Ben" });
    expect(desk.state.value.waiting).toEqual([]);
  });

  it("goes out once, however often the key is pressed", async () => {
    const connection = new FakeConnection({
      conversation_claim: () => ({ conversation: assigned("a", "ana", { last_seq: 2 }) }),
    });
    const { desk } = deskOn(connection);

    await Promise.all([desk.transition("claim", "a"), desk.transition("claim", "a")]);

    expect(connection.payloadsOf("conversation_claim")).toHaveLength(1);
  });
});

describe("an end", () => {
  it("is not put to a line that the page has not shown; that line is fetched", async () => {
    let lines = [line("a", 1)];
    const connection = new FakeConnection({
      conversation_open: () => opening(assigned("a", "ana", { last_seq: lines.length }), lines)(),
      conversation_resolve: () => {
        lines = [line("a", 1), line("a", 2)];
        throw refusal("unread_message");
      },
    });
    const { desk } = deskOn(connection);
    connection.emit("console_ready", ready({ mine: [assigned("a", "ana")] }));
    await desk.chats.open("a");

    const done = await desk.transition("resolve", "a");

    expect(done).toBe(false);
    expect(connection.payloadsOf("conversation_resolve")).toEqual([
      { conversation_id: "a", last_seq: 1 },
    ]);
    expect(desk.state.value.open?.thread.lastSeq).toBe(2);
    expect(desk.state.value.notice).toMatchObject({
      kind: "failed",
      failure: { code: "unread_message" },
    });
  });
});

describe("a read mark", () => {
  it("is left by the chat's own agent only, and not twice", async () => {
    const connection = new FakeConnection({ messages_read: () => ({}) });
    const { desk } = deskOn(connection);
    connection.emit(
      "console_ready",
      ready({ mine: [assigned("mine", "ana")], waiting: [queued("waiting", 1)] }),
    );

    await desk.chats.markRead("waiting", 1);
    await desk.chats.markRead("mine", 1);
    await desk.chats.markRead("mine", 1);

    expect(connection.payloadsOf("messages_read")).toEqual([{ conversation_id: "mine", seq: 1 }]);
  });
});

describe("an event of the desk", () => {
  it("puts a chat that waits into its list, and what is offered above it", () => {
    const connection = new FakeConnection();
    const { desk } = deskOn(connection);

    connection.emit("conversation_queued", { conversation: queued("a", 1) });
    expect(desk.state.value.waiting).toEqual(["a"]);

    connection.emit("conversation_offered", offered("a"));
    expect(desk.state.value.offers.map(({ id }) => id)).toEqual(["a"]);
  });

  it("lets the visitor's typing end when they have left", async () => {
    vi.useFakeTimers();
    const connection = new FakeConnection({ conversation_open: opening(assigned("a", "ana"), []) });
    const { desk } = deskOn(connection);
    await desk.chats.open("a");

    connection.emit("typing_changed", { conversation_id: "a", typing: true });
    expect(desk.state.value.open?.visitorTyping).toBe(true);

    vi.advanceTimersByTime(8000);
    expect(desk.state.value.open?.visitorTyping).toBe(false);
  });

  it("is that a colleague has passed a chat on, which stands among one's own", () => {
    const connection = new FakeConnection();
    const { desk } = deskOn(connection);
    connection.emit("console_ready", ready());

    connection.emit("conversation_transferred", {
      conversation: assigned("a", "ana"),
      by: "Ben",
      note: "a return",
    });

    expect(desk.state.value.mine).toEqual(["a"]);
    expect(desk.state.value.notice).toMatchObject({ kind: "received", by: "Ben", id: "a" });
  });

  it("ends the session when it knows nobody any more", async () => {
    const connection = new FakeConnection({
      message_send: () => {
        throw refusal("not_authenticated");
      },
    });
    const { desk, calls } = deskOn(connection);
    desk.outbox.changeDraft("a", { reply: "kept" });

    await desk.outbox.send("a", "reply");

    expect(calls.sessionsEnded).toBe(1);
    expect(desk.state.value.unsent[0]?.text).toBe("kept");
  });
});
