import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { typingNotice, type TypingNotice } from "./typing";

const IDLE = 6000;

describe("typingNotice", () => {
  let told: boolean[];
  let notice: TypingNotice;

  beforeEach(() => {
    vi.useFakeTimers();
    told = [];
    notice = typingNotice((typing) => told.push(typing), IDLE);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("tells once for many keys", () => {
    for (let key = 1; key <= 20; key += 1) notice.wrote("h".repeat(key));

    expect(told).toEqual([true]);
  });

  it("tells again every four seconds while the writing goes on", () => {
    for (let second = 0; second < 6; second += 1) {
      notice.wrote("h");
      vi.advanceTimersByTime(1000);
    }

    expect(told).toEqual([true, true]);
  });

  it("tells that it has stopped, by itself after the idle time and not before", () => {
    notice.wrote("h");
    vi.advanceTimersByTime(IDLE - 1);
    expect(told).toEqual([true]);

    vi.advanceTimersByTime(1);
    expect(told).toEqual([true, false]);
  });

  it("tells that it has stopped when the text is emptied, and only once", () => {
    notice.wrote("h");
    notice.wrote(" \n");
    notice.stopped();
    vi.advanceTimersByTime(IDLE);

    expect(told).toEqual([true, false]);
  });

  it("says nothing of blanks alone", () => {
    notice.wrote("  ");

    expect(told).toEqual([]);
  });
});
