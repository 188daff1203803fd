import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { aLine } from "../shared/testing/lines";
import { LiveThread } from "./liveThread";
import { FakeDesk, refused, settled } from "./testing/desk";

let desk: FakeDesk;
let live: LiveThread;

const seqs = () => live.thread.value.lines.map((line) => line.seq);
const page = (...lines: number[]) => ({
  ok: true,
  messages: lines.map((seq) => aLine(seq)),
  more: false,
});

beforeEach(() => {
  vi.useFakeTimers();
  desk = new FakeDesk();
  desk.goOnline();
  live = new LiveThread(desk.desk);
  live.replace("c1", [aLine(1)], false);
});
afterEach(() => vi.useRealTimers());

describe("a gap", () => {
  it("is fetched once more for a line that came while it was being fetched", async () => {
    desk.answer = ({ payload }) => {
      if (payload.after_seq !== 1) return page(4, 5);
      live.receive(aLine(5));
      return page(2, 3);
    };

    live.receive(aLine(3));
    await settled();

    expect(seqs()).toEqual([1, 2, 3, 4, 5]);
  });

  it("is fetched again when the desk refused, as late as it asks", async () => {
    desk.answer = refused("rate_limited", { retry_after_seconds: 5 });
    live.receive(aLine(3));
    await settled();
    // Another line does not hasten it.
    live.receive(aLine(4));

    desk.answer = () => page(2, 3, 4);
    await vi.advanceTimersByTimeAsync(4900);
    expect(seqs()).toEqual([1]);
    await vi.advanceTimersByTimeAsync(200);

    expect(seqs()).toEqual([1, 2, 3, 4]);
  });

  it("is not asked for without end, but by the next line", async () => {
    desk.answer = refused("storage_unavailable");
    live.receive(aLine(3));
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(desk.sent("messages_fetch")).toHaveLength(9);

    desk.answer = () => page(2, 3, 4);
    live.receive(aLine(4));
    await settled();

    expect(seqs()).toEqual([1, 2, 3, 4]);
  });

  it.each([
    ["another conversation", () => live.replace("c2", [], false)],
    ["a connect", () => live.catchUp([aLine(2), aLine(3)])],
  ])("is left alone after %s", async (_what, happen) => {
    desk.answer = refused("storage_unavailable");
    live.receive(aLine(3));
    await settled();

    happen();
    await vi.advanceTimersByTimeAsync(60_000);

    expect(desk.sent("messages_fetch")).toHaveLength(1);
  });

  it("does not get lines that were fetched for the thread before", async () => {
    desk.answer = () => {
      live.replace("c1", [aLine(8)], true);
      return page(2, 3);
    };
    live.receive(aLine(3));
    await settled();

    expect(seqs()).toEqual([8]);
  });
});
