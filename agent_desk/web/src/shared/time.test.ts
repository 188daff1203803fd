import { describe, expect, it } from "vitest";
import { clockTime, dayName, relativeTime, secondsUntil, stopwatch } from "./time";

const NOW = Date.UTC(2026, 2, 10, 12, 0);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe("relativeTime", () => {
  const english = (at: number) => relativeTime(at, { language: "en", now: NOW, timeZone: "UTC" });
  const chinese = (at: number) =>
    relativeTime(at, { language: "zh-Hans", now: NOW, timeZone: "UTC" });

  it("is relative up to a day", () => {
    expect(english(NOW - 10_000)).toBe("just now");
    expect(english(NOW - 5 * MINUTE)).toBe("5 minutes ago");
    expect(english(NOW - 23 * HOUR)).toBe("23 hours ago");
    expect(chinese(NOW - 10_000)).toBe("刚刚");
    expect(chinese(NOW - 5 * MINUTE)).toBe("5分钟前");
  });

  it("is a date after a day, with the year when it is another one", () => {
    expect(english(NOW - 3 * DAY)).toMatch(/^(7 Mar|Mar 7)$/);
    expect(english(NOW - 400 * DAY)).toContain("2025");
    expect(chinese(NOW - 3 * DAY)).toBe("3月7日");
  });

  it("says just now for a clock that runs a little ahead", () => {
    expect(english(NOW + 20_000)).toBe("just now");
  });
});

describe("dayName", () => {
  it("names today and yesterday by the reader's calendar, not by hours", () => {
    const options = { language: "en", now: NOW, timeZone: "UTC" } as const;

    expect(dayName(NOW - 11 * HOUR, options)).toBe("Today");
    expect(dayName(NOW - 13 * HOUR, options)).toBe("Yesterday");
    expect(dayName(NOW - 11 * HOUR, { ...options, timeZone: "Asia/Shanghai" })).toBe("Today");
    expect(dayName(NOW - 21 * HOUR, { ...options, timeZone: "Asia/Shanghai" })).toBe("Yesterday");
  });

  it("speaks the reader's language", () => {
    expect(dayName(NOW, { language: "zh-Hans", now: NOW, timeZone: "UTC" })).toBe("今天");
    expect(dayName(NOW - DAY, { language: "zh-Hant", now: NOW, timeZone: "UTC" })).toBe("昨天");
  });
});

describe("clockTime", () => {
  it("is in the given zone", () => {
    expect(clockTime(NOW, "zh-Hans", "Asia/Shanghai")).toBe("20:00");
  });
});

describe("stopwatch", () => {
  it("counts minutes and seconds, and hours when there are some", () => {
    expect(stopwatch(42)).toBe("0:42");
    expect(stopwatch(725)).toBe("12:05");
    expect(stopwatch(3723)).toBe("1:02:03");
    expect(stopwatch(-3)).toBe("0:00");
  });
});

describe("secondsUntil", () => {
  it("counts the second that has begun, and ends at 0", () => {
    expect(secondsUntil(NOW + 4001, NOW)).toBe(5);
    expect(secondsUntil(NOW + 4000, NOW)).toBe(4);
    expect(secondsUntil(NOW, NOW)).toBe(0);
    expect(secondsUntil(NOW - 4000, NOW)).toBe(0);
  });
});
