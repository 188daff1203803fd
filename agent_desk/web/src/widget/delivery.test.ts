import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Delivery } from "./delivery";
import { Outbox, type OutboxItem } from "./outbox";
import { aStore, FakeDesk, refused } from "./testing/desk";

function item(clientMessageId: string): OutboxItem {
  return {
    clientMessageId,
    text: clientMessageId,
    createdAt: 0,
    status: "sending",
    request: { event: "message_send" },
  };
}

describe("Delivery", () => {
  let desk: FakeDesk;
  let outbox: Outbox;
  let delivery: Delivery;

  beforeEach(() => {
    vi.useFakeTimers();
    desk = new FakeDesk();
    outbox = new Outbox(aStore());
    delivery = new Delivery(desk.desk, outbox, (sent) => outbox.remove(sent.clientMessageId));
    desk.goOnline();
  });
  afterEach(() => vi.useRealTimers());

  it("waits as long as the desk asks when it is too fast, and loses nothing", async () => {
    outbox.add(item("aaaaaaaa"));
    outbox.add(item("bbbbbbbb"));
    desk.answer = refused("rate_limited", { retry_after_seconds: 3 });
    await delivery.flush();
    expect(outbox.items.value.map((one) => one.status)).toEqual(["sending", "sending"]);

    desk.answer = ({ payload }) => desk.commit(payload);
    await vi.advanceTimersByTimeAsync(2900);
    expect(outbox.items.value).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(200);

    expect(outbox.items.value).toEqual([]);
  });

  it("goes on with the next line when one is refused", async () => {
    outbox.add(item("aaaaaaaa"));
    outbox.add(item("bbbbbbbb"));
    desk.answer = ({ payload }) =>
      payload.text === "aaaaaaaa" ? refused("text_too_long")() : desk.commit(payload);

    await delivery.flush();

    expect(outbox.items.value).toMatchObject([{ clientMessageId: "aaaaaaaa", status: "failed" }]);
  });

  it("leaves a line as sending when the connection goes in the middle", async () => {
    outbox.add(item("aaaaaaaa"));
    desk.answer = () => {
      desk.goOffline();
      return desk.request("lost", {});
    };

    await delivery.flush();

    expect(outbox.items.value).toMatchObject([{ status: "sending" }]);
  });
});
