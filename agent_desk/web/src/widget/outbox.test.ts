import { describe, expect, it } from "vitest";
import { Outbox, type OutboxItem } from "./outbox";
import { aStore } from "./testing/desk";

function item(clientMessageId: string, given: Partial<OutboxItem> = {}): OutboxItem {
  return {
    clientMessageId,
    text: "hi",
    createdAt: 0,
    status: "sending",
    request: { event: "message_send" },
    ...given,
  };
}

const ids = (outbox: Outbox) => outbox.items.value.map((one) => one.clientMessageId);

describe("Outbox", () => {
  it("gives the oldest line that is to be sent", () => {
    const outbox = new Outbox(aStore());
    outbox.add(item("aaaaaaaa", { status: "failed" }));
    outbox.add(item("bbbbbbbb"));
    outbox.add(item("cccccccc"));

    expect(outbox.next()?.clientMessageId).toBe("bbbbbbbb");
  });

  it("is there again after a reload", () => {
    const store = aStore();
    new Outbox(store).add(item("aaaaaaaa"));

    expect(ids(new Outbox(store))).toEqual(["aaaaaaaa"]);
  });

  it("leaves the lines of another tab where they are", () => {
    const store = aStore();
    const mine = new Outbox(store);
    const other = new Outbox(store);
    mine.add(item("aaaaaaaa"));
    other.add(item("bbbbbbbb"));
    mine.remove("aaaaaaaa");

    expect(ids(new Outbox(store))).toEqual(["bbbbbbbb"]);
  });

  it("sends again by itself only what failed for a reason that passes", () => {
    const outbox = new Outbox(aStore());
    outbox.add(item("aaaaaaaa"));
    outbox.add(item("bbbbbbbb"));
    outbox.fail("aaaaaaaa", "no_acknowledgement");
    outbox.fail("bbbbbbbb", "text_too_long");

    outbox.revive();

    expect(outbox.items.value.map((one) => one.status)).toEqual(["sending", "failed"]);
  });

  it.each(["{", "null", '{"a":1}', '[{"text":1}]', "[null]"])("starts empty from %s", (written) => {
    const store = aStore();
    store.set("outbox", written);

    expect(ids(new Outbox(store))).toEqual([]);
  });
});
