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
import type { ConsoleState, Failure } from "./model";
import { reduce } from "./reducer";

const FAILURE: Failure = { code: "no_acknowledgement", limit: null, retryAfterSeconds: null };

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
      ack: { ok: true, messages: [line("a", 2), line("a", 3)], more: false },
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

describe("an opened chat", () => {
  it("marks what came since somebody read", () => {
    const summary = assigned("a", "ana", { last_seq: 3, read_seq: 1 });

    const fresh = consoleWithOpen(summary, [line("a", 1), line("a", 2), line("a", 3)]);

    expect(fresh.open?.newAfter).toBe(1);
  });

  it("has no new line when all of it is new", () => {
    expect(consoleWithOpen(queued("a", 1), [line("a", 1)]).open?.newAfter).toBeNull();
  });

  it("catches up from the last seq after a reconnect", () => {
    const stale = consoleWithOpen(assigned("a", "ana"), [line("a", 1), line("a", 2)], {
      more: true,
    });

    const fresh = reduce(stale, {
      type: "opened",
      id: "a",
      lastSeq: 2,
      ack: {
        ok: true,
        handoff: null,
        conversation: assigned("a", "ana", { last_seq: 4 }),
        messages: [line("a", 3), line("a", 4)],
        more: false,
      },
    });

    expect(seqs(fresh)).toEqual([1, 2, 3, 4]);
    expect(fresh.open?.thread.more).toBe(true);
    expect(fresh.open?.newAfter).toBe(2);
  });

  it("begins again when what was missed is too much to fill in", () => {
    const stale = consoleWithOpen(assigned("a", "ana"), [line("a", 1)]);

    const fresh = reduce(stale, {
      type: "opened",
      id: "a",
      lastSeq: 1,
      ack: {
        ok: true,
        handoff: null,
        conversation: assigned("a", "ana", { last_seq: 90 }),
        messages: [line("a", 90)],
        more: true,
      },
    });

    expect(seqs(fresh)).toEqual([90]);
    expect(fresh.open?.thread.more).toBe(true);
  });

  it("keeps its lines when it cannot be asked again", () => {
    const stale = consoleWithOpen(assigned("a", "ana"), [line("a", 1)]);

    const fresh = reduce(stale, { type: "open_failed", id: "a", failure: FAILURE });

    expect(fresh.open?.status).toBe("ready");
    expect(seqs(fresh)).toEqual([1]);
  });

  it("says so when it never came", () => {
    const loading = reduce(consoleWith(), { type: "opening", id: "a" });

    const fresh = reduce(loading, { type: "open_failed", id: "a", failure: FAILURE });

    expect(fresh.open).toMatchObject({ status: "failed", failure: FAILURE });
  });

  it("takes no answer that was meant for another", () => {
    const stale = consoleWithOpen(assigned("a", "ana"), [line("a", 1)]);

    const fresh = reduce(stale, {
      type: "older_loaded",
      id: "b",
      ack: { ok: true, messages: [line("b", 1)], more: false },
    });

    expect(fresh).toEqual(stale);
  });
});

describe("earlier messages", () => {
  it("come before the ones that are there", () => {
    const stale = consoleWithOpen(assigned("a", "ana"), [line("a", 3)], { more: true });

    const asked = reduce(stale, { type: "older_asked" });
    const fresh = reduce(asked, {
      type: "older_loaded",
      id: "a",
      ack: { ok: true, messages: [line("a", 1), line("a", 2)], more: false },
    });

    expect(asked.open?.loadingOlder).toBe(true);
    expect(seqs(fresh)).toEqual([1, 2, 3]);
    expect(fresh.open).toMatchObject({ loadingOlder: false, thread: { more: false } });
  });

  it("that fail to load are said, and can be asked for again", () => {
    const asked = reduce(consoleWithOpen(assigned("a", "ana"), [line("a", 3)], { more: true }), {
      type: "older_asked",
    });

    const fresh = reduce(asked, { type: "older_failed", id: "a", failure: FAILURE });

    expect(fresh.open?.loadingOlder).toBe(false);
    expect(fresh.notice).toMatchObject({ kind: "failed", failure: FAILURE });
  });
});

describe("a step", () => {
  it("is under way until it is answered", () => {
    const stale = consoleWithOpen(queued("a", 1), [line("a", 1)]);

    const asked = reduce(stale, { type: "step_asked", step: "claim", id: "a" });
    const done = reduce(asked, {
      type: "step_done",
      step: "claim",
      conversation: assigned("a", "ana", { last_seq: 2 }),
    });

    expect(asked.busy).toEqual({ a: "claim" });
    expect(done.busy).toEqual({});
    expect(done.mine).toEqual(["a"]);
    expect(done.notice).toMatchObject({ kind: "done", step: "claim" });
  });

  it("names the agent who was faster", () => {
    const taken = reduce(consoleWithOpen(queued("a", 1), [line("a", 1)]), {
      type: "conversation_changed",
      conversation: assigned("a", "ben", { last_seq: 2 }),
    });

    const fresh = reduce(taken, {
      type: "step_failed",
      step: "claim",
      id: "a",
      failure: { ...FAILURE, code: "transition_not_allowed" },
    });

    expect(fresh.notice).toMatchObject({ kind: "taken", by: "Ben" });
  });

  it("that fails for another reason says the reason", () => {
    const asked = reduce(consoleWith({ mine: [assigned("a", "ana")] }), {
      type: "step_asked",
      step: "resolve",
      id: "a",
    });

    const fresh = reduce(asked, {
      type: "step_failed",
      step: "resolve",
      id: "a",
      failure: FAILURE,
    });

    expect(fresh.mine).toEqual(["a"]);
    expect(fresh.busy).toEqual({});
    expect(fresh.notice).toMatchObject({ kind: "failed", failure: FAILURE });
  });
});

describe("a line of one's own", () => {
  const stale = consoleWithOpen(assigned("a", "ana", { read_seq: 1 }), [line("a", 1)]);
  const written = reduce(
    reduce(stale, {
      type: "draft_changed",
      id: "a",
      draft: { mode: "reply", reply: "On its way", note: "call the depot", entry: "ship-3" },
    }),
    { type: "line_written", line: unsentLine("a") },
  );

  it("leaves the draft as it goes, and no other text with it", () => {
    expect(draftOf(written, "a")).toEqual({
      mode: "reply",
      reply: "",
      note: "call the depot",
      entry: null,
    });
    expect(written.unsent).toHaveLength(1);
  });

  it("is in the thread once it is acknowledged, and counts as read", () => {
    const fresh = reduce(written, {
      type: "line_sent",
      clientMessageId: "client-message-1",
      message: line("a", 2, { author: "agent", client_message_id: "client-message-1" }),
    });

    expect(fresh.unsent).toEqual([]);
    expect(seqs(fresh)).toEqual([1, 2]);
    expect(fresh.conversations.a?.read_seq).toBe(2);
  });

  it("stays when it fails, with the reason, and can be tried again", () => {
    const failed = reduce(written, {
      type: "line_failed",
      clientMessageId: "client-message-1",
      failure: FAILURE,
    });
    const again = reduce(failed, { type: "line_retried", clientMessageId: "client-message-1" });

    expect(failed.unsent[0]).toMatchObject({
      status: "failed",
      failure: FAILURE,
      text: "On its way",
    });
    expect(again.unsent[0]).toMatchObject({ status: "sending", failure: null });
  });

  it("goes back into the draft before what was written since", () => {
    const since = reduce(written, {
      type: "draft_changed",
      id: "a",
      draft: { mode: "reply", reply: "And thank you", note: "", entry: null },
    });

    const fresh = reduce(since, { type: "line_taken_back", clientMessageId: "client-message-1" });

    expect(draftOf(fresh, "a").reply).toBe("On its way\n\nAnd thank you");
    expect(fresh.unsent).toEqual([]);
  });
});

describe("a stored answer", () => {
  it("goes into an empty reply as it is", () => {
    const fresh = reduce(consoleWith(), {
      type: "answer_used",
      id: "a",
      entry: "ret-1",
      answer: "Within 30 days.",
    });

    expect(draftOf(fresh, "a")).toMatchObject({ reply: "Within 30 days.", entry: "ret-1" });
  });

  it("goes after what is there, and never into a note", () => {
    const writing = reduce(consoleWith(), {
      type: "draft_changed",
      id: "a",
      draft: { mode: "note", reply: "Hello Li,", note: "VIP", entry: null },
    });

    const fresh = reduce(writing, {
      type: "answer_used",
      id: "a",
      entry: "ret-1",
      answer: "Within 30 days.",
    });

    expect(draftOf(fresh, "a")).toEqual({
      mode: "reply",
      reply: "Hello Li,\n\nWithin 30 days.",
      note: "VIP",
      entry: "ret-1",
    });
  });

  it("is forgotten when the reply is emptied", () => {
    const used = reduce(consoleWith(), {
      type: "answer_used",
      id: "a",
      entry: "ret-1",
      answer: "Within 30 days.",
    });

    const fresh = reduce(used, {
      type: "draft_changed",
      id: "a",
      draft: { ...draftOf(used, "a"), reply: "" },
    });

    expect(draftOf(fresh, "a").entry).toBeNull();
  });
});

describe("all", () => {
  const asked = reduce(consoleWith(), { type: "all_asked" });
  const page = reduce(asked, {
    type: "all_loaded",
    fresh: true,
    ack: {
      ok: true,
      conversations: [
        conversation("b", { updated_at: at(8) }),
        conversation("a", { updated_at: at(5) }),
      ],
      more: true,
    },
  });

  it("pages without doubles", () => {
    const fresh = reduce(page, {
      type: "all_loaded",
      fresh: false,
      ack: {
        ok: true,
        conversations: [
          conversation("a", { updated_at: at(5) }),
          conversation("z", { updated_at: at(2) }),
        ],
        more: false,
      },
    });

    expect(fresh.all).toEqual({ status: "ready", ids: ["b", "a", "z"], more: false });
  });

  it("puts a chat that changes first", () => {
    const fresh = reduce(page, {
      type: "conversation_changed",
      conversation: conversation("new", { updated_at: at(20) }),
    });

    expect(fresh.all.ids).toEqual(["new", "b", "a"]);
  });

  it("begins again after a reconnect, and keeps what came since", () => {
    const changed = reduce(page, {
      type: "conversation_changed",
      conversation: conversation("new", { updated_at: at(20) }),
    });

    const fresh = reduce(changed, {
      type: "all_loaded",
      fresh: true,
      ack: { ok: true, conversations: [conversation("c", { updated_at: at(12) })], more: true },
    });

    expect(fresh.all.ids).toEqual(["new", "c"]);
  });

  it("says when it did not load", () => {
    expect(reduce(asked, { type: "all_failed" }).all.status).toBe("failed");
  });
});
