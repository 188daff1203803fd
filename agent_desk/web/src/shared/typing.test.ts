import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { typingNotice, type TypingNotice } from "./typing";

const IDLE = 6000;

describe("typingNotice", () => {
  let sent: boolean[];
  let notice: TypingNotice;

  beforeEach(() => {
    vi.useFakeTimers();
    sent = [];
    notice = typingNotice((typing) => sent.push(typing), IDLE);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("sends once for many keys", () => {
    for (let key = 1; key <= 20; key += 1) notice.wrote("h".repeat(key));

    expect(sent).toEqual([true]);
  });

  it("sends again every four seconds while the writing goes on", () => {
    for (let second = 0; second < 6; second += 1) {
      notice.wrote("h");
      vi.advanceTimersByTime(1000);
    }

    expect(sent).toEqual([true, true]);
  });

  it("says that it has stopped, by itself after the idle time and not before", () => {
    notice.wrote("h");
    vi.advanceTimersByTime(IDLE - 1);
    expect(sent).toEqual([true]);

    vi.advanceTimersByTime(1);
    expect(sent).toEqual([true, false]);
  });

  it("says that it has stopped when the text is emptied, and only once", () => {
    notice.wrote("h");
    notice.wrote(" \n");
    notice.stopped();
    vi.advanceTimersByTime(IDLE);

    expect(sent).toEqual([true, false]);
  });

  it("says nothing of blanks alone", () => {
    notice.wrote("  ");

    expect(sent).toEqual([]);
  });
});
