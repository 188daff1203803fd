import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Renewal } from "./renewal";

const NOW = Date.UTC(2026, 10, 21, 8);
const SECOND = 1000;

let asked: number;
let identity: string | null;
let renewal: Renewal;

function expiringIn(seconds: number): string {
  return `e30.${btoa(JSON.stringify({ sub: "ada", exp: NOW / 1000 + seconds }))}.c2ln`;
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  asked = 0;
  identity = null;
  renewal = new Renewal({
    ask: () => (asked += 1),
    identity: () => identity,
    onFresh: (fresh) => (identity = fresh),
  });
});

afterEach(() => {
  vi.useRealTimers();
});

describe("an accepted identity", () => {
  it.each([
    [3600, 3540],
    [60, 30],
    [4, 30],
  ])("that holds for %i s is renewed after %i s", (holds, after) => {
    identity = expiringIn(holds);
    renewal.accepted();

    vi.advanceTimersByTime(after * SECOND - 1);
    expect(asked).toBe(0);
    vi.advanceTimersByTime(1);
    expect(asked).toBe(1);
  });

  it("is renewed ever more rarely if each new one seems to end at once", () => {
    let serial = 0;
    renewal = new Renewal({
      ask: () => {
        asked += 1;
        const claims = { sub: "ada", exp: Date.now() / 1000 + 4, jti: (serial += 1) };
        renewal.answered(`e30.${btoa(JSON.stringify(claims))}.c2ln`);
      },
      identity: () => identity,
      onFresh: (fresh) => {
        identity = fresh;
        renewal.accepted();
      },
    });
    identity = expiringIn(4);
    renewal.accepted();

    vi.advanceTimersByTime(3600 * SECOND);
    // After 30 s, 90 s, 210 s, 450 s, 930 s and 1,890 s.
    expect(asked).toBe(6);
  });

  it.each([null, "no JWT", expiringIn(-1), expiringIn(NaN)])(
    "that names no time to come is not renewed: %s",
    (given) => {
      identity = given;
      renewal.accepted();

      vi.advanceTimersByTime(1000 * 3600 * SECOND);
      expect(asked).toBe(0);
    },
  );

  it("is kept when the page has no other", () => {
    identity = expiringIn(3600);
    renewal.accepted();
    renewal.answered(null);
    renewal.answered(identity);

    expect(identity).toBe(expiringIn(3600));
  });
});

describe("a refused identity", () => {
  it("waits for the page, but not for long", () => {
    renewal.refused();
    expect(asked).toBe(1);
    expect(renewal.waiting.value).toBe(true);

    vi.advanceTimersByTime(10 * SECOND);

    expect(renewal.waiting.value).toBe(false);
  });
});
