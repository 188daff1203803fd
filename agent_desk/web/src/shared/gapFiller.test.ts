import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NOT_ACKNOWLEDGED, type Failure, type Result } from "./failure";
import { GapFiller, type Page } from "./gapFiller";
import type { Message } from "./payloads";
import { aLine } from "./testing/lines";
import { aFailure } from "./testing/pending";
import { addPage, newThread, receiveLine, type Thread } from "./thread";

let thread: Thread<Message>;
let asked: number[];
let silences: number;
/** What the desk answers: a page's seqs, or why not. */
let answer: (seq: number) => number[] | Failure;
let gap: GapFiller<Message>;

beforeEach(() => {
  vi.useFakeTimers();
  thread = receiveLine(newThread([aLine(1)], false), aLine(4));
  asked = [];
  silences = 0;
  gap = new GapFiller({
    thread: () => thread,
    fetch: (seq): Promise<Result<Page<Message>>> => {
      asked.push(seq);
      const found = answer(seq);
      return Promise.resolve(
        Array.isArray(found)
          ? { ack: { messages: found.map((one) => aLine(one)), more: false }, failure: null }
          : { ack: null, failure: found },
      );
    },
    add: ({ messages }) => (thread = addPage(thread, messages)),
    onSilence: () => (silences += 1),
  });
});
afterEach(() => vi.useRealTimers());

const seqs = () => thread.lines.map((line) => line.seq);

describe("a refused page", () => {
  it("is fetched again at the next call", async () => {
    answer = () => aFailure("storage_unavailable");
    await gap.fill();

    answer = () => [2, 3];
    await gap.fill();

    expect(seqs()).toEqual([1, 2, 3, 4]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toEqual([1, 1]);
  });

  it("is not fetched before the time that the desk named", async () => {
    answer = () => aFailure("rate_limited", 5);
    await gap.fill();

    answer = () => [2, 3];
    await gap.fill();
    expect(asked).toEqual([1]);
    await vi.advanceTimersByTimeAsync(5000);

    expect(seqs()).toEqual([1, 2, 3, 4]);
  });
});

it("is filled by one search, however many lines come meanwhile", async () => {
  answer = () => [2, 3];

  await Promise.all([gap.fill(), gap.fill()]);

  expect(asked).toEqual([1]);
});

it("shows what is there when the desk has nothing before it", async () => {
  answer = () => [];

  await gap.fill();

  expect(seqs()).toEqual([1, 4]);
});

it("is left to the next connect when the desk does not answer", async () => {
  answer = () => NOT_ACKNOWLEDGED;

  await gap.fill();
  await vi.advanceTimersByTimeAsync(60_000);

  expect([asked, silences]).toEqual([[1], 1]);
});
