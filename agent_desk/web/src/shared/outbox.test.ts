import { describe, expect, it } from "vitest";
import { failLine, mergeStored, nextToSend, retryLine, retryPassing, stillPending } from "./outbox";
import { aLine } from "./testing/lines";
import { aFailure, aPending } from "./testing/pending";

const lines = [aPending("aaaaaaaa"), aPending("bbbbbbbb")];
const ids = (some: readonly { clientMessageId: string }[]) =>
  some.map((one) => one.clientMessageId);

describe("the next line to send", () => {
  it("is the oldest that has not failed", () => {
    expect(nextToSend(failLine(lines, "aaaaaaaa", aFailure("text_too_long")))).toBe(lines[1]);
  });
});

describe("a failed line", () => {
  it("is sent again under the same id when somebody asks", () => {
    const failed = failLine(lines, "aaaaaaaa", aFailure("text_too_long"));

    expect(retryLine(failed, "aaaaaaaa")).toEqual(lines);
  });

  it("is sent again by itself only for a reason that passes", () => {
    let failed = failLine(lines, "aaaaaaaa", aFailure("no_acknowledgement"));
    failed = failLine(failed, "bbbbbbbb", aFailure("text_too_long"));

    expect(retryPassing(failed).map((line) => line.status)).toEqual(["sending", "failed"]);
  });
});

describe("stillPending", () => {
  it("drops the lines that came back committed", () => {
    const rest = stillPending(lines, [aLine(1, { client_message_id: "aaaaaaaa" }), aLine(2)]);

    expect(ids(rest)).toEqual(["bbbbbbbb"]);
  });

  it("is the same array when none did, so that nothing is drawn again", () => {
    expect(stillPending(lines, [aLine(1)])).toBe(lines);
  });
});

describe("what is stored", () => {
  it("keeps the lines of other tabs, and drops this tab's that are gone", () => {
    const stored = [aPending("cccccccc"), ...lines];

    expect(ids(mergeStored(stored, lines, lines.slice(1)))).toEqual(["cccccccc", "bbbbbbbb"]);
  });
});
