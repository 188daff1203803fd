import { describe, expect, it } from "vitest";
import { Desk } from "./desk";
import { assigned, offered, queued, ready } from "./testing/build";
import { FakeConnection, refusal } from "./testing/FakeConnection";

function deskOn(connection: FakeConnection): Desk {
  const desk = new Desk(connection, {
    attentive: () => true,
    onSessionEnded: () => undefined,
  });
  connection.emit("console_ready", ready());
  return desk;
}

describe("the duty", () => {
  it("is what the desk says, and what the agent chooses", async () => {
    const connection = new FakeConnection({ duty_set: () => ({}) });
    const desk = deskOn(connection);

    await desk.assignment.chooseDuty("away");
    expect(connection.payloadsOf("duty_set")).toEqual([{ duty: "away" }]);
    expect(desk.state.value.duty).toBe("away");

    connection.emit("duty_changed", { duty: "off" });
    expect(desk.state.value.duty).toBe("off");
  });

  it("comes back when the desk cannot be reached", async () => {
    const connection = new FakeConnection();
    const desk = deskOn(connection);
    connection.online = false;

    await desk.assignment.chooseDuty("off");

    expect(desk.state.value.duty).toBe("on");
    expect(desk.state.value.notice).toMatchObject({ kind: "failed" });
  });
});

describe("an offer", () => {
  const rings = (desk: Desk) => desk.state.value.offers.map(({ id }) => id);

  it("rings until the desk says that it ended", () => {
    const connection = new FakeConnection();
    const desk = deskOn(connection);

    connection.emit("conversation_offered", offered("a"));
    connection.emit("conversation_offered", offered("b"));
    connection.emit("offer_ended", { conversation_id: "a", outcome: "expired" });

    expect(rings(desk)).toEqual(["b"]);
  });

  it("rings no longer once its chat has gone elsewhere", () => {
    const connection = new FakeConnection();
    const desk = deskOn(connection);
    connection.emit("conversation_offered", offered("a"));

    connection.emit("conversation_changed", assigned("a", "ben", { last_seq: 2 }));

    expect(rings(desk)).toEqual([]);
  });

  it("is accepted by claiming", async () => {
    const connection = new FakeConnection({
      conversation_claim: () => ({ conversation: assigned("a", "ana", { last_seq: 2 }) }),
    });
    const desk = deskOn(connection);
    connection.emit("conversation_offered", offered("a"));

    await desk.transition("claim", "a");

    expect(rings(desk)).toEqual([]);
    expect(desk.state.value.mine).toEqual(["a"]);
  });

  it("is declined at once, and nobody minds when it had ended", async () => {
    const connection = new FakeConnection({
      offer_decline: () => {
        throw refusal("not_found");
      },
    });
    const desk = deskOn(connection);
    connection.emit("conversation_offered", offered("a"));

    await desk.assignment.decline("a");

    expect(rings(desk)).toEqual([]);
    expect(desk.state.value.notice).toBeNull();
  });

  it("is what the desk holds after a reconnect", () => {
    const connection = new FakeConnection();
    const desk = deskOn(connection);
    connection.emit("conversation_offered", offered("stale"));

    connection.emit(
      "console_ready",
      ready({ waiting: [queued("fresh", 1)], offers: [offered("fresh")], duty: "away" }),
    );

    expect(rings(desk)).toEqual(["fresh"]);
    expect(desk.state.value.duty).toBe("away");
  });
});

describe("a transfer", () => {
  it("takes the chat off one's list and says who has it", async () => {
    const connection = new FakeConnection({
      conversation_transfer: () => ({ conversation: assigned("a", "ben", { last_seq: 3 }) }),
    });
    const desk = deskOn(connection);
    connection.emit("console_ready", ready({ mine: [assigned("a", "ana")] }));

    const ben = { kind: "agent", id: "ben", name: "Ben" } as const;
    expect(await desk.assignment.transfer("a", ben, "a return")).toBeNull();

    expect(connection.payloadsOf("conversation_transfer")).toEqual([
      { conversation_id: "a", agent_id: "ben", team: null, language: null, note: "a return" },
    ]);
    expect(desk.state.value.mine).toEqual([]);
    expect(desk.state.value.notice).toMatchObject({ kind: "transferred", to: "Ben" });
  });

  it("to a team puts it back among the waiting", async () => {
    const connection = new FakeConnection({
      conversation_transfer: () => ({ conversation: queued("a", 1, { last_seq: 3 }) }),
    });
    const desk = deskOn(connection);
    connection.emit("console_ready", ready({ mine: [assigned("a", "ana")] }));

    await desk.assignment.transfer("a", { kind: "team", name: "returns" }, "");

    expect(desk.state.value.waiting).toEqual(["a"]);
    expect(desk.state.value.notice).toMatchObject({ kind: "transferred", to: null });
  });

  it("that is refused says why and changes nothing", async () => {
    const connection = new FakeConnection({
      conversation_transfer: () => {
        throw refusal("agent_unavailable");
      },
    });
    const desk = deskOn(connection);
    connection.emit("console_ready", ready({ mine: [assigned("a", "ana")] }));

    const to = { kind: "agent", id: "ben", name: "Ben" } as const;
    const failure = await desk.assignment.transfer("a", to, "");

    expect(failure?.code).toBe("agent_unavailable");
    expect(desk.state.value.mine).toEqual(["a"]);
  });
});
