/** Text from others must not freeze a page: what reads it takes time that grows with its length alone. */
import { expect, it } from "vitest";
import { en } from "../console/texts/en";
import { wordCustomer } from "../console/texts/wording";
import { expiryOf } from "../widget/visitorStorage";
import { looksReachable } from "../widget/leaving";
import { readableAccent } from "./accent";
import { pickLanguage } from "./language";
import { linkify } from "./linkify";
import { isolated, neutralPayload, neutralText } from "./neutral";

const SHORT = 4000;
const LONG = 16_000;
// Four times the text takes 4 times as long in linear time, and 16 times in quadratic time.
const RATIO_MAX = 9;
// Quadratic time needs far more for 16,000 characters. Below this, load and the compiler are measured.
const NOTICEABLE_MILLISECONDS = 10;

const READERS: Record<string, (text: string) => unknown> = {
  linkify,
  neutralText,
  isolated,
  pickLanguage: (text) => pickLanguage([text]),
  readableAccent,
  looksReachable,
  expiryOf,
  wordCustomer: (label) =>
    wordCustomer(en, { label, trust: "guest" } as Parameters<typeof wordCustomer>[1]),
  neutralPayload: (text) => neutralPayload({ [text]: text }),
};

/** A text is `start`, `unit` again and again, and `end`. */
const HOSTILE: readonly (readonly [start: string, unit: string, end: string])[] = [
  ["https://a.b/", ")", ""],
  ["https://a.b/", "().", ""],
  ["https://a.b/", "'", "x"],
  ["https://a.b/", ".", "x"],
  ["https://a.b", "·", ""],
  ["https://[", ":", "]"],
  ["https://xn--", "a9", ".b"],
  ["", "https://", ""],
  ["", "https://a.b ", ""],
  ["", "https://a.b\u0430 ", ""],
  ["", "http", ""],
  ["", "\u0301", "a"],
  ["", "a\u0301\u0301\u0301\u0301\u0301\u0301", ""],
  ["", "\u202e", "a"],
  ["", "\u{1f3f4}\u{e0067}", ""],
  ["\u{1f3f4}", "\u{e0067}", ""],
  ["", " ", "a"],
  ["a@", ".a", " "],
  ["a@", "a", "@"],
  ["+", "1 ", "x"],
  ["Visitor ", "a", " "],
  ["#", "a", "g"],
  ["zh", "-a", ""],
  ["e30.", "-_", "."],
  ["", ".", ""],
];

function text([start, unit, end]: (typeof HOSTILE)[number], length: number): string {
  return start + unit.repeat(length / unit.length) + end;
}

/** The best of five runs, in milliseconds. */
function timed(read: (text: string) => unknown, given: string): number {
  const runs = Array.from({ length: 5 }, () => {
    const before = performance.now();
    read(given);
    return performance.now() - before;
  });
  return Math.min(...runs);
}

it.each(Object.entries(READERS))("%s takes linear time", (_name, read) => {
  const slow = HOSTILE.filter((hostile) => {
    const long = timed(read, text(hostile, LONG));
    if (long < NOTICEABLE_MILLISECONDS) return false;
    return long / timed(read, text(hostile, SHORT)) > RATIO_MAX;
  });

  expect(slow).toEqual([]);
});
