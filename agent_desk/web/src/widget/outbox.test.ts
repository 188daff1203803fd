import { describe, expect, it } from "vitest";
import { Outbox, type OutboxLine } from "./outbox";
import { aFailure } from "../shared/testing/pending";
import { aStore } from "./testing/desk";
import { OUTBOX } from "./visitorStorage";

function line(clientMessageId: string, given: Partial<OutboxLine> = {}): OutboxLine {
  return {
    clientMessageId,
    text: "hi",
    createdAt: 0,
    status: "sending",
    failure: null,
    request: { event: "message_send" },
    ...given,
  };
}

const ids = (outbox: Outbox) => outbox.lines.value.map((one) => one.clientMessageId);

describe("Outbox", () => {
  it("gives the oldest line that is to be sent", () => {
    const outbox = new Outbox(aStore());
    outbox.add(line("aaaaaaaa", { status: "failed" }));
    outbox.add(line("bbbbbbbb"));
    outbox.add(line("cccccccc"));

    expect(outbox.next()?.clientMessageId).toBe("bbbbbbbb");
  });

  it("is there again after a reload", () => {
    const store = aStore();
    new Outbox(store).add(line("aaaaaaaa"));

    expect(ids(new Outbox(store))).toEqual(["aaaaaaaa"]);
  });

  it("leaves the lines of another tab where they are", () => {
    const store = aStore();
    const mine = new Outbox(store);
    const other = new Outbox(store);
    mine.add(line("aaaaaaaa"));
    other.add(line("bbbbbbbb"));
    mine.remove("aaaaaaaa");

    expect(ids(new Outbox(store))).toEqual(["bbbbbbbb"]);
  });

  it("sends again by itself only what failed for a reason that passes", () => {
    const outbox = new Outbox(aStore());
    outbox.add(line("aaaaaaaa"));
    outbox.add(line("bbbbbbbb"));
    outbox.fail("aaaaaaaa", aFailure("no_acknowledgement"));
    outbox.fail("bbbbbbbb", aFailure("text_too_long"));

    outbox.retryPassing();

    expect(outbox.lines.value.map((one) => one.status)).toEqual(["sending", "failed"]);
  });

  it.each(["{", "null", '{"a":1}', '[{"text":1}]', "[null]"])("starts empty from %s", (written) => {
    const store = aStore();
    store.set("outbox", written);

    expect(ids(new Outbox(store))).toEqual([]);
  });

  it("sends again what an earlier version stored", () => {
    const store = aStore();
    const sending = { ...line("aaaaaaaa"), failure: undefined };
    const failed = { ...line("bbbbbbbb", { status: "failed" }), failure: "storage_unavailable" };
    store.set(OUTBOX, JSON.stringify([sending, failed]));
    const outbox = new Outbox(store);

    outbox.retryPassing();

    expect(outbox.lines.value.map((one) => one.status)).toEqual(["sending", "sending"]);
  });
});
