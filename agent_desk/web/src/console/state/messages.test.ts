import { describe, expect, it } from "vitest";
import { consoleWith, leftMessage, queued } from "../testing/build";
import { idsOf, isFollowUp, isWaiting } from "./lists";
import { reduce } from "./reducer";

function changed(state: ReturnType<typeof consoleWith>, conversation: ReturnType<typeof queued>) {
  return reduce(state, { type: "conversation_changed", conversation });
}

describe("the messages that visitors left", () => {
  it("stand in a list of their own, longest left first", () => {
    const state = consoleWith({
      waiting: [queued("w", 1)],
      messages: [leftMessage("late", 9), leftMessage("early", 2)],
    });

    expect(idsOf(state, "messages")).toEqual(["early", "late"]);
    expect(idsOf(state, "waiting")).toEqual(["w"]);
  });

  it("come live, and leave the waiting list when the visitor does not want to wait", () => {
    const state = consoleWith({ waiting: [queued("w", 1)] });

    const next = changed(state, leftMessage("w", 3, { last_seq: 4 }));

    expect(idsOf(next, "waiting")).toEqual([]);
    expect(idsOf(next, "messages")).toEqual(["w"]);
  });

  it("go when a colleague takes them", () => {
    const state = consoleWith({ messages: [leftMessage("m", 1)] });
    const taken = { state: "assigned" as const, agent_id: "ben", last_seq: 5, waiting_since: null };

    const next = changed(state, leftMessage("m", 1, taken));

    expect(idsOf(next, "messages")).toEqual([]);
    expect(idsOf(next, "mine")).toEqual([]);
  });

  it("can be claimed like a waiting chat", () => {
    expect(isWaiting(leftMessage("m", 1))).toBe(true);
    expect(isFollowUp(queued("w", 1))).toBe(false);
  });

  it("have a red of their own", () => {
    const state = consoleWith({ message_red_after_seconds: 7200 });

    expect(state.rules.messageRedAfterSeconds).toBe(7200);
  });
});
