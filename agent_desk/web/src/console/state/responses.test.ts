import { describe, expect, it } from "vitest";
import {
  assigned,
  at,
  consoleWith,
  consoleWithOpen,
  conversation,
  line,
  queued,
} from "../testing/build";
import type { Failure } from "../../shared/failure";
import type { ConsoleState } from "./model";
import { reduce } from "./reducer";

const FAILURE: Failure = { code: "no_acknowledgement", limit: null, retryAfterSeconds: null };

function seqs(state: ConsoleState): number[] {
  return state.open?.thread.lines.map((one) => one.seq) ?? [];
}

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

    const asked = reduce(stale, { type: "older_requested" });
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
      type: "older_requested",
    });

    const fresh = reduce(asked, { type: "older_failed", id: "a", failure: FAILURE });

    expect(fresh.open?.loadingOlder).toBe(false);
    expect(fresh.notice).toMatchObject({ kind: "failed", failure: FAILURE });
  });
});

describe("a transition", () => {
  it("is under way until it is answered", () => {
    const stale = consoleWithOpen(queued("a", 1), [line("a", 1)]);

    const asked = reduce(stale, { type: "transition_requested", transition: "claim", id: "a" });
    const done = reduce(asked, {
      type: "transition_done",
      transition: "claim",
      conversation: assigned("a", "ana", { last_seq: 2 }),
    });

    expect(asked.busy).toEqual({ a: "claim" });
    expect(done.busy).toEqual({});
    expect(done.mine).toEqual(["a"]);
    expect(done.notice).toMatchObject({ kind: "done", transition: "claim" });
  });

  it("names the agent who was faster", () => {
    const taken = reduce(consoleWithOpen(queued("a", 1), [line("a", 1)]), {
      type: "conversation_changed",
      conversation: assigned("a", "ben", { last_seq: 2 }),
    });

    const fresh = reduce(taken, {
      type: "transition_failed",
      transition: "claim",
      id: "a",
      failure: { ...FAILURE, code: "transition_not_allowed" },
    });

    expect(fresh.notice).toMatchObject({ kind: "taken", by: "Ben" });
  });

  it("that fails for another reason says the reason", () => {
    const asked = reduce(consoleWith({ mine: [assigned("a", "ana")] }), {
      type: "transition_requested",
      transition: "resolve",
      id: "a",
    });

    const fresh = reduce(asked, {
      type: "transition_failed",
      transition: "resolve",
      id: "a",
      failure: FAILURE,
    });

    expect(fresh.mine).toEqual(["a"]);
    expect(fresh.busy).toEqual({});
    expect(fresh.notice).toMatchObject({ kind: "failed", failure: FAILURE });
  });
});

describe("all", () => {
  const asked = reduce(consoleWith(), { type: "all_requested" });
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
