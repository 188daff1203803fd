import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { typingNotice } from "./typing";

describe("typingNotice", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("tells once for many keys", () => {
    const told: boolean[] = [];
    const notice = typingNotice((typing) => told.push(typing));
    for (let key = 0; key < 20; key += 1) notice.wrote();

    expect(told).toEqual([true]);
  });

  it("tells again while the writing goes on", () => {
    const told: boolean[] = [];
    const notice = typingNotice((typing) => told.push(typing));
    for (let second = 0; second < 6; second += 1) {
      notice.wrote();
      vi.advanceTimersByTime(1000);
    }

    expect(told).toEqual([true, true]);
  });

  it("tells that it has stopped, by itself after a pause", () => {
    const told: boolean[] = [];
    const notice = typingNotice((typing) => told.push(typing));
    notice.wrote();
    vi.advanceTimersByTime(6000);
    notice.stopped();

    expect(told).toEqual([true, false]);
  });
});
