import { describe, expect, it } from "vitest";
import { assigned, consoleWith, consoleWithOpen, line, unsentLine } from "../testing/build";
import { draftOf } from "./drafts";
import type { Failure } from "../../shared/failure";
import type { ConsoleState } from "./model";
import { reduce } from "./reducer";

const FAILURE: Failure = { code: "no_acknowledgement", limit: null, retryAfterSeconds: null };

function seqs(state: ConsoleState): number[] {
  return state.open?.thread.lines.map((one) => one.seq) ?? [];
}

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
