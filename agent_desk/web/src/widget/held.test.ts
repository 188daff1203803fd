import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { aLine } from "../shared/testing/lines";
import { HeldThread } from "./held";
import { FakeDesk, refused, settled } from "./testing/desk";

let desk: FakeDesk;
let held: HeldThread;

const seqs = () => held.thread.value.lines.map((line) => line.seq);
const page = (...lines: number[]) => ({
  ok: true,
  messages: lines.map((seq) => aLine(seq)),
  more: false,
});

beforeEach(() => {
  vi.useFakeTimers();
  desk = new FakeDesk();
  desk.goOnline();
  held = new HeldThread();
  held.replace("c1", [aLine(1)], false);
});
afterEach(() => vi.useRealTimers());

describe("a gap", () => {
  it("is fetched once more for a line that came while it was being fetched", async () => {
    desk.answer = ({ payload }) => {
      if (payload.after_seq !== 1) return page(4, 5);
      held.accept(aLine(5), desk.desk);
      return page(2, 3);
    };

    held.accept(aLine(3), desk.desk);
    await settled();

    expect(seqs()).toEqual([1, 2, 3, 4, 5]);
  });

  it("is fetched again when the desk refused, as late as it asks", async () => {
    desk.answer = refused("rate_limited", { retry_after_seconds: 5 });
    held.accept(aLine(3), desk.desk);
    await settled();
    // Another line does not hurry it.
    held.accept(aLine(4), desk.desk);

    desk.answer = () => page(2, 3, 4);
    await vi.advanceTimersByTimeAsync(4900);
    expect(seqs()).toEqual([1]);
    await vi.advanceTimersByTimeAsync(200);

    expect(seqs()).toEqual([1, 2, 3, 4]);
  });

  it("is not asked for without end, but by the next line", async () => {
    desk.answer = refused("storage_unavailable");
    held.accept(aLine(3), desk.desk);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(desk.sent("messages_fetch")).toHaveLength(9);

    desk.answer = () => page(2, 3, 4);
    held.accept(aLine(4), desk.desk);
    await settled();

    expect(seqs()).toEqual([1, 2, 3, 4]);
  });

  it.each([
    ["another conversation", () => held.replace("c2", [], false)],
    ["a connect", () => held.catchUp([aLine(2), aLine(3)])],
  ])("is left alone after %s", async (_what, happen) => {
    desk.answer = refused("storage_unavailable");
    held.accept(aLine(3), desk.desk);
    await settled();

    happen();
    await vi.advanceTimersByTimeAsync(60_000);

    expect(desk.sent("messages_fetch")).toHaveLength(1);
  });

  it("does not get lines that were fetched for the thread before", async () => {
    desk.answer = () => {
      held.replace("c1", [aLine(8)], true);
      return page(2, 3);
    };
    held.accept(aLine(3), desk.desk);
    await settled();

    expect(seqs()).toEqual([8]);
  });
});
