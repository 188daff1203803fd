import { signal } from "@preact/signals";
import { beforeEach, describe, expect, it } from "vitest";
import type { ConversationSummary } from "../shared/payloads";
import type { Alert } from "./alerts/alerts";
import { Desk } from "./desk";
import { hear, type Hearing } from "./hearing";
import { en } from "./texts/en";
import { assigned, line, offered, queued, ready } from "./testing/build";
import { FakeConnection } from "./testing/FakeConnection";

let connection: FakeConnection;
let desk: Desk;
let hearing: Hearing;
let rung: Alert[];
let shown: (string | null)[];
let isPending: (chat: string) => boolean;
let visible: boolean;

beforeEach(() => {
  connection = new FakeConnection({
    conversation_open: ({ conversation_id: id }) => ({
      conversation: assigned(id, "ana"),
      messages: [line(id, 1)],
      more: false,
      handoff: null,
    }),
    conversation_close: () => ({}),
    messages_read: () => ({}),
  });
  desk = new Desk(connection, { attentive: () => false, onSessionEnded: () => undefined });
  [rung, shown, visible] = [[], [], true];
  hearing = hear(desk, {
    alerts: {
      ring: (alert) => Promise.resolve(void rung.push(alert)),
      settle: (pending) => (isPending = pending),
    },
    tabs: { show: (chat) => void shown.push(chat) },
    localization: { texts: signal(en), language: signal("en") },
    isVisible: () => visible,
  });
});

const keys = () => rung.map(({ key, mark }) => `${key} ${mark}`);

/** Ana's chat as the desk sends it after the visitor's lines. */
function written(id: string, ...seqs: number[]): ConversationSummary {
  return assigned(id, "ana", { last_seq: seqs.at(-1) ?? 1, unread_seqs: seqs });
}

describe("an agent hears", () => {
  it("of a chat that is offered to them, and not of one that only waits", () => {
    connection.emit("console_ready", ready());
    connection.emit("conversation_queued", { conversation: queued("a", 1) });
    expect(rung).toEqual([]);

    connection.emit("conversation_offered", offered("a"));

    expect(rung).toMatchObject([{ kind: "chat", chat: "a", title: en.alerts.offered }]);
  });

  it("after a reconnect, of what is offered since", () => {
    const ringing = (...ids: string[]) =>
      ready({ waiting: ids.map((id) => queued(id, 1)), offers: ids.map((id) => offered(id)) });
    connection.emit("console_ready", ringing("before"));
    connection.emit("console_ready", ringing("before", "since"));

    expect(rung.map(({ chat }) => chat)).toEqual(["before", "since"]);
  });

  it("of a chat that a colleague has passed on, once for all its lines", () => {
    connection.emit("console_ready", ready());
    connection.emit("conversation_changed", written("a", 2, 3));
    connection.emit("conversation_transferred", {
      conversation: written("a", 2, 3),
      by: "Ben",
      note: "",
    });

    expect(rung).toMatchObject([
      { kind: "chat", chat: "a", title: "Ben has passed a chat to you" },
    ]);
  });

  it("of each new line in a chat that they hold", () => {
    connection.emit("console_ready", ready({ mine: [assigned("a", "ana")] }));
    connection.emit("conversation_changed", written("a", 2));
    connection.emit("conversation_changed", written("a", 2, 3));

    expect(keys()).toEqual(["lines:a 2", "lines:a 3"]);
    expect(rung).toMatchObject([
      { kind: "line", title: "New message" },
      { kind: "line", title: "2 new messages" },
    ]);
  });

  it("of a line in the open chat once, however it comes", async () => {
    connection.emit("console_ready", ready({ mine: [assigned("a", "ana")] }));
    await desk.chats.open("a");

    connection.emit("message_created", line("a", 2));
    connection.emit("conversation_changed", written("a", 2));

    expect(keys()).toEqual(["lines:a 2"]);
  });

  it("after a reconnect, of lines that were written meanwhile, and not of older ones", () => {
    connection.emit("console_ready", ready({ mine: [written("a", 2), written("b", 2)] }));
    connection.emit("console_ready", ready({ mine: [written("a", 2), written("b", 2, 5)] }));

    expect(keys()).toEqual(["lines:b 5"]);
  });

  it("after a reconnect, of a chat that came to them meanwhile", () => {
    connection.emit("console_ready", ready());
    connection.emit("console_ready", ready({ mine: [written("a", 4)] }));

    expect(keys()).toEqual(["lines:a 4"]);
  });
});

describe("an agent hears nothing", () => {
  it.each(["agent", "bot", "system"] as const)("of a line of the %s", async (author) => {
    connection.emit("console_ready", ready({ mine: [assigned("a", "ana")] }));
    await desk.chats.open("a");

    connection.emit("message_created", line("a", 2, { author }));
    connection.emit("conversation_changed", assigned("a", "ana", { last_seq: 2 }));

    expect(rung).toEqual([]);
  });

  it("of a line in a colleague's chat", () => {
    connection.emit("console_ready", ready());
    const theirs = assigned("a", "ben", { last_seq: 2, unread_seqs: [2] });
    connection.emit("conversation_changed", theirs);

    expect(rung).toEqual([]);
  });

  it("of the lines of a chat that they have just claimed", () => {
    connection.emit("console_ready", ready({ waiting: [queued("a", 1, { last_seq: 3 })] }));
    connection.emit("conversation_changed", { ...written("a", 2, 3), last_seq: 4 });

    expect(rung).toEqual([]);
  });

  it("of lines that were unread when the page was opened", () => {
    connection.emit("console_ready", ready({ mine: [written("a", 2, 3)] }));

    expect(rung).toEqual([]);
  });

  it("of a line that comes twice, or that was read in another window", () => {
    connection.emit("console_ready", ready({ mine: [written("a", 2)] }));
    connection.emit("conversation_changed", written("a", 2));
    connection.emit("conversation_changed", assigned("a", "ana", { last_seq: 3, read_seq: 3 }));

    expect(rung).toEqual([]);
  });
});

describe("a notification", () => {
  it("names neither the customer nor what they wrote", () => {
    const li = { ...queued("a", 1).customer, label: "Li Wei", trust: "signed" as const };
    const secret = { customer: li, last_line: "My phone is 13800138000" };
    connection.emit("console_ready", ready({ mine: [assigned("b", "ana")] }));
    connection.emit("conversation_offered", {
      ...offered("a"),
      conversation: queued("a", 1, secret),
    });
    connection.emit("conversation_changed", { ...written("b", 2), ...secret });

    expect(rung.map(({ title, body }) => `${title}, ${body}`)).toEqual([
      "A visitor is waiting for a person, Lantern Lane",
      "New message, Lantern Lane",
    ]);
  });

  it("goes when the chat is read, and the offer has ended", () => {
    connection.emit("console_ready", ready({ mine: [written("a", 2)], offers: [offered("b")] }));
    expect(["a", "b"].map(isPending)).toEqual([true, true]);

    desk.dispatch({ type: "read", id: "a", seq: 2 });
    connection.emit("offer_ended", { conversation_id: "b", outcome: "expired" });

    expect(["a", "b"].map(isPending)).toEqual([false, false]);
  });

  it("opens its chat", () => {
    connection.emit("console_ready", ready({ mine: [assigned("a", "ana")] }));
    connection.emit("conversation_changed", written("a", 2));

    rung[0]?.onOpen();

    expect(desk.state.value.open?.id).toBe("a");
  });
});

describe("the chat that other tabs need not ring for", () => {
  it("is the open one, while the page is visible", async () => {
    connection.emit("console_ready", ready({ mine: [assigned("a", "ana")] }));
    await desk.chats.open("a");
    expect(shown.at(-1)).toBe("a");

    visible = false;
    hearing.look();
    expect(shown.at(-1)).toBeNull();

    visible = true;
    hearing.look();
    desk.chats.close();
    expect(shown.at(-1)).toBeNull();
  });
});
