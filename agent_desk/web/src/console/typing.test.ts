import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TypingSignal } from "./typing";

describe("the typing signal", () => {
  let told: boolean[];
  let signal: TypingSignal;

  beforeEach(() => {
    vi.useFakeTimers();
    told = [];
    signal = new TypingSignal((typing) => told.push(typing));
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("is told once for many keys", () => {
    signal.typed("h");
    signal.typed("he");
    signal.typed("hel");

    expect(told).toEqual([true]);
  });

  it("is told again while it goes on", () => {
    signal.typed("h");
    vi.advanceTimersByTime(4000);
    signal.typed("he");

    expect(told).toEqual([true, true]);
  });

  it("ends when nothing comes any more", () => {
    signal.typed("h");
    vi.advanceTimersByTime(6000);

    expect(told).toEqual([true, false]);
  });

  it("ends when the text is emptied, and only once", () => {
    signal.typed("h");
    signal.typed("");
    signal.stop();

    expect(told).toEqual([true, false]);
  });
});
