import { describe, expect, it } from "vitest";
import { aLine } from "./testing/lines";
import {
  addPage,
  emptyThread,
  hasGap,
  leavesGap,
  mergeLines,
  newThread,
  prependLines,
  receiveLine,
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

  it("sees that a line is missing", () => {
    expect(leavesGap(thread, aLine(4))).toBe(true);
  });

  it("accepts a line that is there already", () => {
    expect(leavesGap(thread, aLine(2))).toBe(false);
  });

  it("sees a gap before the first line of an empty thread", () => {
    expect(leavesGap(emptyThread(), aLine(1))).toBe(false);
    expect(leavesGap(emptyThread(), aLine(2))).toBe(true);
  });
});

describe("receiveLine", () => {
  const thread = newThread([aLine(1)], false);

  it("holds a line ahead of a gap until the lines between have come", () => {
    const gapped = receiveLine(thread, aLine(3));
    expect([seqs(gapped), gapped.lastSeq, hasGap(gapped)]).toEqual([[1], 1, true]);

    const whole = receiveLine(gapped, aLine(2));

    expect([seqs(whole), whole.lastSeq, hasGap(whole)]).toEqual([[1, 2, 3], 3, false]);
  });

  it("shows the newest copy of a line that came twice ahead of a gap", () => {
    const gapped = receiveLine(receiveLine(thread, aLine(3)), aLine(3, { helpful: true }));

    expect(receiveLine(gapped, aLine(2)).lines[2]?.helpful).toBe(true);
  });

  it("ignores a copy of a line that is older than the loaded pages", () => {
    const page = newThread([aLine(8)], true);

    expect(receiveLine(page, aLine(2))).toBe(page);
  });
});

describe("addPage", () => {
  const gapped = receiveLine(newThread([aLine(1)], false), aLine(5));

  it("connects the lines ahead that follow it, and no others", () => {
    const next = addPage(receiveLine(gapped, aLine(3)), [aLine(2)]);

    expect([seqs(next), hasGap(next)]).toEqual([[1, 2, 3], true]);
  });

  it("keeps its own copy of a line that was ahead", () => {
    const next = addPage(gapped, [aLine(2), aLine(3), aLine(4), aLine(5, { helpful: true })]);

    expect([next.lines.at(-1)?.helpful, hasGap(next)]).toEqual([true, false]);
  });

  it("shows what is ahead when it brings nothing: nothing stands before it", () => {
    const next = addPage(gapped, []);

    expect([seqs(next), hasGap(next)]).toEqual([[1, 5], false]);
  });
});
