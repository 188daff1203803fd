import { describe, expect, it } from "vitest";
import {
  assigned,
  at,
  consoleWith,
  consoleWithOpen,
  conversation,
  explanation,
  line,
  queued,
  ready,
  unsentLine,
} from "../testing/build";
import { draftOf } from "./drafts";
import type { ConsoleState } from "./model";
import { unreadIn, unreadInAll } from "./lists";
import { reduce } from "./reducer";

function seqs(state: ConsoleState): number[] {
  return state.open?.thread.lines.map((one) => one.seq) ?? [];
}

describe("console_ready", () => {
  it("makes stale lists the ones that the desk holds now", () => {
    const stale = consoleWith({ waiting: [queued("gone", 1)], mine: [assigned("lost", "ana")] });

    const fresh = reduce(stale, {
      type: "console_ready",
      payload: ready({ waiting: [queued("late", 5), queued("early", 2)], red_after_seconds: 90 }),
    });

    expect(fresh.waiting).toEqual(["early", "late"]);
    expect(fresh.mine).toEqual([]);
    expect(Object.keys(fresh.conversations).sort()).toEqual(["early", "late"]);
    expect(fresh.rules.redAfterSeconds).toBe(90);
  });

  it("keeps the open chat and everything that is being written", () => {
    const stale = reduce(consoleWithOpen(assigned("a", "ana"), [line("a", 1)]), {
      type: "draft_changed",
      id: "a",
      draft: { mode: "reply", reply: "half a sent", note: "", entry: null },
    });

    const fresh = reduce(stale, { type: "console_ready", payload: ready() });

    expect(fresh.open?.id).toBe("a");
    expect(fresh.conversations.a).toBeDefined();
    expect(draftOf(fresh, "a").reply).toBe("half a sent");
  });
});

describe("conversation_changed", () => {
  it("moves a chat that was released from mine to waiting", () => {
    const stale = consoleWith({ mine: [assigned("a", "ana")] });

    const fresh = reduce(stale, {
      type: "conversation_changed",
      conversation: queued("a", 4, { last_seq: 2 }),
    });

    expect(fresh.waiting).toEqual(["a"]);
    expect(fresh.mine).toEqual([]);
  });

  it("keeps the longest waiting first", () => {
    const stale = consoleWith({ waiting: [queued("a", 1), queued("c", 3)] });

    const fresh = reduce(stale, { type: "conversation_changed", conversation: queued("b", 2) });

    expect(fresh.waiting).toEqual(["a", "b", "c"]);
  });

  it("takes a chat claimed by somebody else off the list and says who has it", () => {
    const stale = consoleWithOpen(queued("a", 1), [line("a", 1)]);

    const fresh = reduce(stale, {
      type: "conversation_changed",
      conversation: assigned("a", "ben", { last_seq: 2 }),
    });

    expect(fresh.waiting).toEqual([]);
    expect(fresh.open?.takenBy).toBe("Ben");
  });

  it("says nothing of the kind about one's own claim", () => {
    const stale = consoleWithOpen(queued("a", 1), [line("a", 1)]);

    const fresh = reduce(stale, {
      type: "conversation_changed",
      conversation: assigned("a", "ana", { last_seq: 2 }),
    });

    expect(fresh.mine).toEqual(["a"]);
    expect(fresh.open?.takenBy).toBeNull();
  });

  it("ignores an older picture of the same chat", () => {
    const stale = consoleWith({ mine: [assigned("a", "ana", { last_seq: 7 })] });

    const fresh = reduce(stale, {
      type: "conversation_changed",
      conversation: queued("a", 1, { last_seq: 6 }),
    });

    expect(fresh).toEqual(stale);
  });

  it("does not bring lines back that were read here", () => {
    const unread = assigned("a", "ana", { last_seq: 3, unread_seqs: [2, 3] });
    const read = reduce(consoleWith({ mine: [unread] }), { type: "read", id: "a", seq: 3 });

    const fresh = reduce(read, {
      type: "conversation_changed",
      conversation: { ...unread, last_seq: 4, unread_seqs: [2, 3, 4] },
    });

    expect(unreadIn(read, "a")).toBe(0);
    expect(unreadIn(fresh, "a")).toBe(1);
  });

  it("keeps no chat that nobody looks at", () => {
    const fresh = reduce(consoleWith(), {
      type: "conversation_changed",
      conversation: conversation("bot-chat"),
    });

    expect(fresh.conversations).toEqual({});
  });
});

describe("message_created", () => {
  it("shows the line in the open chat and in its row", () => {
    const stale = consoleWithOpen(assigned("a", "ana"), [line("a", 1)]);

    const fresh = reduce(stale, {
      type: "message_created",
      message: line("a", 2, { text: "Any news?" }),
      attentive: true,
    });

    expect(seqs(fresh)).toEqual([1, 2]);
    expect(fresh.conversations.a).toMatchObject({ last_line: "Any news?", last_seq: 2 });
    expect(fresh.open?.newAfter).toBeNull();
  });

  it("changes only the row of a chat that is not open", () => {
    const stale = consoleWith({
      mine: [assigned("a", "ana"), assigned("b", "ana", { updated_at: at(0) })],
    });

    const fresh = reduce(stale, {
      type: "message_created",
      message: line("b", 2, { created_at: at(9) }),
      attentive: true,
    });

    expect(fresh.mine).toEqual(["b", "a"]);
    expect(fresh.open).toBeNull();
  });

  it("counts the visitor's lines in one's own chats as unread", () => {
    const stale = consoleWith({ mine: [assigned("a", "ana"), assigned("b", "ana")] });
    const lines = [
      line("a", 2),
      line("a", 3, { author: "agent" }),
      line("a", 4, { author: "system", kind: "event" }),
      line("b", 2),
      line("b", 3),
    ];

    const fresh = lines.reduce(
      (state, message) => reduce(state, { type: "message_created", message, attentive: false }),
      stale,
    );

    expect(unreadIn(fresh, "a")).toBe(1);
    expect(unreadIn(fresh, "b")).toBe(2);
    expect(unreadInAll(fresh)).toBe(3);
  });

  it("shows a repeated line once", () => {
    const stale = consoleWithOpen(assigned("a", "ana"), [line("a", 1), line("a", 2)]);

    const fresh = reduce(stale, {
      type: "message_created",
      message: line("a", 2, { helpful: true }),
      attentive: true,
    });

    expect(seqs(fresh)).toEqual([1, 2]);
    expect(fresh.open?.thread.lines[1]?.helpful).toBe(true);
  });

  it("holds a line back that leaves a gap, until what is between has come", () => {
    const stale = consoleWithOpen(assigned("a", "ana"), [line("a", 1)]);

    const gapped = reduce(stale, {
      type: "message_created",
      message: line("a", 4),
      attentive: true,
    });
    const fresh = reduce(gapped, {
      type: "newer_loaded",
      id: "a",
      messages: [line("a", 2), line("a", 3)],
    });

    expect(seqs(gapped)).toEqual([1]);
    expect(seqs(fresh)).toEqual([1, 2, 3, 4]);
  });

  it("loses no line that comes while the chat is still loading", () => {
    const loading = reduce(consoleWith({ mine: [assigned("a", "ana")] }), {
      type: "opening",
      id: "a",
    });

    const early = reduce(loading, {
      type: "message_created",
      message: line("a", 3),
      attentive: true,
    });
    const fresh = reduce(early, {
      type: "opened",
      id: "a",
      lastSeq: 0,
      ack: {
        ok: true,
        handoff: null,
        conversation: assigned("a", "ana"),
        messages: [line("a", 1), line("a", 2)],
        more: false,
      },
    });

    expect(seqs(fresh)).toEqual([1, 2, 3]);
  });

  it("replaces one's own unsent line", () => {
    const written = reduce(consoleWithOpen(assigned("a", "ana"), [line("a", 1)]), {
      type: "line_written",
      line: unsentLine("a"),
    });

    const fresh = reduce(written, {
      type: "message_created",
      message: line("a", 2, { author: "agent", client_message_id: "client-message-1" }),
      attentive: true,
    });

    expect(fresh.unsent).toEqual([]);
    expect(seqs(fresh)).toEqual([1, 2]);
  });

  it("puts the new line where reading stopped, and leaves it there", () => {
    const read = assigned("a", "ana", { last_seq: 2, read_seq: 2 });
    const stale = consoleWithOpen(read, [line("a", 1), line("a", 2)]);

    const once = reduce(stale, {
      type: "message_created",
      message: line("a", 3),
      attentive: false,
    });
    const twice = reduce(once, {
      type: "message_created",
      message: line("a", 4),
      attentive: false,
    });

    expect(once.open?.newAfter).toBe(2);
    expect(twice.open?.newAfter).toBe(2);
  });

  it("puts the reason of a handoff on the card", () => {
    const stale = consoleWithOpen(conversation("a"), [line("a", 1)]);
    const why = explanation({ reason: "complaint" });

    const fresh = reduce(stale, {
      type: "message_created",
      message: line("a", 2, { author: "bot", explanation: why }),
      attentive: true,
    });

    expect(fresh.open?.handoff).toEqual(why);
  });

  it("ends the visitor's typing", () => {
    const typing = reduce(consoleWithOpen(assigned("a", "ana"), [line("a", 1)]), {
      type: "visitor_typing",
      conversationId: "a",
      typing: true,
    });

    const fresh = reduce(typing, {
      type: "message_created",
      message: line("a", 2),
      attentive: true,
    });

    expect(typing.open?.visitorTyping).toBe(true);
    expect(fresh.open?.visitorTyping).toBe(false);
  });
});

describe("typing_changed", () => {
  it("of another chat changes nothing here", () => {
    const stale = consoleWithOpen(assigned("a", "ana"), [line("a", 1)]);

    const fresh = reduce(stale, { type: "visitor_typing", conversationId: "b", typing: true });

    expect(fresh).toEqual(stale);
  });
});
