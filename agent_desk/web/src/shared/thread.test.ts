import { describe, expect, it } from "vitest";
import { aLine } from "./testing/lines";
import {
  emptyThread,
  leavesGap,
  mergeLines,
  newThread,
  prependLines,
  stillPending,
} from "./thread";

const seqs = (thread: { lines: { seq: number }[] }) => thread.lines.map((line) => line.seq);

describe("mergeLines", () => {
  it("keeps the order of seq, whatever the order of arrival", () => {
    const thread = mergeLines(emptyThread(), [aLine(3), aLine(1), aLine(2)]);

    expect(seqs(thread)).toEqual([1, 2, 3]);
    expect(thread.lastSeq).toBe(3);
  });

  it("holds a line once, in its newest copy", () => {
    const thread = mergeLines(newThread([aLine(1), aLine(2)], false), [
      aLine(2, { helpful: true }),
    ]);

    expect(seqs(thread)).toEqual([1, 2]);
    expect(thread.lines[1]?.helpful).toBe(true);
  });

  it("does not move the end back when an older page is put before it", () => {
    const thread = prependLines(newThread([aLine(8), aLine(9)], true), [aLine(6), aLine(7)], false);

    expect(seqs(thread)).toEqual([6, 7, 8, 9]);
    expect(thread.lastSeq).toBe(9);
    expect(thread.more).toBe(false);
  });

  it("leaves the given thread as it was", () => {
    const before = newThread([aLine(1)], false);

    mergeLines(before, [aLine(2)]);

    expect(seqs(before)).toEqual([1]);
  });
});

describe("leavesGap", () => {
  const thread = newThread([aLine(1), aLine(2)], false);

  it("accepts the next line", () => {
    expect(leavesGap(thread, aLine(3))).toBe(false);
  });

  it("accepts a seq that skips when the line names the end as the one before it", () => {
    expect(leavesGap(thread, aLine(7, { previous_seq: 2 }))).toBe(false);
  });

  it("tells that a line is missing", () => {
    expect(leavesGap(thread, aLine(4))).toBe(true);
  });

  it("accepts a line that is held already", () => {
    expect(leavesGap(thread, aLine(2))).toBe(false);
  });

  it("tells a gap before the first line of an empty thread", () => {
    expect(leavesGap(emptyThread(), aLine(1))).toBe(false);
    expect(leavesGap(emptyThread(), aLine(2))).toBe(true);
  });
});

describe("stillPending", () => {
  const pending = (clientMessageId: string) => ({
    clientMessageId,
    text: "hi",
    createdAt: 0,
    status: "sending" as const,
  });

  it("drops the lines that came back committed", () => {
    const rest = stillPending(
      [pending("aaaaaaaa"), pending("bbbbbbbb")],
      [aLine(1, { client_message_id: "aaaaaaaa" }), aLine(2)],
    );

    expect(rest.map((line) => line.clientMessageId)).toEqual(["bbbbbbbb"]);
  });
});
