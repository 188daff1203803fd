import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Delivery } from "./delivery";
import { NOT_ACKNOWLEDGED, type Failure, type Result } from "./failure";
import { failLine, nextToSend, withoutLine, type PendingLine } from "./outbox";
import { aFailure, aPending } from "./testing/pending";

type Answer = (line: PendingLine) => Failure | null;

let lines: readonly PendingLine[];
let offline: boolean;
let sent: string[];
/** Why the desk refuses a line; null when it commits it. */
let answer: Answer;
let delivery: Delivery<PendingLine, string>;

beforeEach(() => {
  vi.useFakeTimers();
  lines = [aPending("aaaaaaaa"), aPending("bbbbbbbb")];
  offline = false;
  sent = [];
  answer = () => null;
  delivery = new Delivery({
    next: () => nextToSend(lines),
    send: (line): Promise<Result<{ message: string }>> => {
      sent.push(line.text);
      const failure = answer(line);
      return Promise.resolve(
        failure ? { ack: null, failure } : { ack: { message: line.text }, failure: null },
      );
    },
    onSent: (line) => (lines = withoutLine(lines, line.clientMessageId)),
    onFailed: (line, failure) => (lines = failLine(lines, line.clientMessageId, failure)),
    isOffline: () => offline,
  });
});
afterEach(() => vi.useRealTimers());

describe("Delivery", () => {
  it("waits as long as the desk asks when it is too fast, and loses nothing", async () => {
    answer = () => aFailure("rate_limited", 3);
    await delivery.flush();
    expect(lines.map((line) => line.status)).toEqual(["sending", "sending"]);

    answer = () => null;
    await vi.advanceTimersByTimeAsync(2900);
    expect(lines).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(200);

    expect(lines).toEqual([]);
  });

  it("goes on with the next line when one is refused", async () => {
    answer = ({ text }) => (text === "aaaaaaaa" ? aFailure("text_too_long") : null);

    await delivery.flush();

    expect(lines).toMatchObject([{ clientMessageId: "aaaaaaaa", status: "failed" }]);
  });

  it("leaves a line as sending when the connection goes in the middle", async () => {
    answer = () => {
      offline = true;
      return NOT_ACKNOWLEDGED;
    };

    await delivery.flush();

    expect(lines[0]).toMatchObject({ status: "sending" });
    expect(sent).toEqual(["aaaaaaaa"]);
  });

  it("marks a line as failed that is not acknowledged while the connection is there", async () => {
    answer = () => NOT_ACKNOWLEDGED;

    await delivery.flush();

    expect(lines.map((line) => line.failure)).toEqual([NOT_ACKNOWLEDGED, NOT_ACKNOWLEDGED]);
  });

  it("sends each line once, however often it is asked to, and is done when all are sent", async () => {
    void delivery.flush();
    lines = [...lines, aPending("cccccccc")];
    await delivery.flush();

    expect(sent).toEqual(["aaaaaaaa", "bbbbbbbb", "cccccccc"]);
    expect(lines).toEqual([]);
  });

  it("begins again after it had nothing to send", async () => {
    await delivery.flush();
    lines = [aPending("cccccccc")];

    await delivery.flush();

    expect(lines).toEqual([]);
  });
});
