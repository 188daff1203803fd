import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NoAcknowledgementError, RefusedError } from "../shared/errors";
import type { KeyValueStore } from "../shared/storage";
import type { Challenge } from "../shared/payloads";
import { solve } from "./proof/solve";
import { Session } from "./session";
import { anError, aStore, FakeDesk, settled, silence } from "./testing/desk";
import { FakeWorker } from "./testing/FakeWorker";

const CHALLENGE = { text: "1.1764536000.salt.seal", bits: 1 };
const WANTED = { ...anError("proof_required"), challenge: CHALLENGE };

let store: KeyValueStore;
let desk: FakeDesk;
let session: Session;
/** Whether the desk holds a proof of this visitor. */
let proven: boolean;

class SolvingWorker extends FakeWorker {
  constructor() {
    super((self, message) => self.onmessage?.({ data: solve(message as Challenge, 0, 1000) }));
  }
}

/** Opens the widget, on a desk that wants a proof. */
function open(): void {
  desk = new FakeDesk();
  desk.answer = ({ event, payload }) => {
    if (event === "proof_send") {
      proven = true;
      return { ok: true };
    }
    if (proven) return desk.commit(payload);
    throw new RefusedError(WANTED);
  };
  session = new Session({
    shopId: "demo",
    language: "en",
    store,
    identity: null,
    askForIdentity: () => undefined,
    connect: () => desk.desk,
  });
}

const events = () => desk.asked.map(({ event }) => event);
const texts = () => session.thread.value.lines.map((line) => line.text);

beforeEach(() => {
  vi.stubGlobal("Worker", SolvingWorker);
  store = aStore();
  proven = false;
  open();
});

afterEach(() => vi.unstubAllGlobals());

describe("a line for which the desk wants a proof", () => {
  it("is sent again after the proof, under the same id", async () => {
    desk.goOnline();
    session.sender.send("hello");
    await settled();

    expect(events()).toEqual(["message_send", "proof_send", "message_send"]);
    expect(desk.sent("proof_send")[0]).toMatchObject({ challenge: CHALLENGE.text });
    const [first, second] = desk.sent("message_send");
    expect(second).toEqual(first);
    expect(texts()).toEqual(["hello"]);
    expect(session.sender.pending.value).toEqual([]);
    expect(session.sender.checking.value).toBeNull();
  });

  it("stays before the lines after it", async () => {
    desk.goOnline();
    for (const text of ["one", "two", "three"]) session.sender.send(text);

    await vi.waitFor(() => expect(texts()).toEqual(["one", "two", "three"]));
    expect(events().filter((event) => event === "proof_send")).toHaveLength(1);
  });

  it("is marked while the browser works", async () => {
    desk.goOnline();
    const answer = desk.answer;
    let marked: string | null = null;
    desk.answer = (asked) => {
      if (asked.event === "proof_send") marked = session.sender.checking.value;
      return answer(asked);
    };
    session.sender.send("hello");
    const id = session.sender.pending.value[0]?.clientMessageId;
    await settled();

    expect(marked).toBe(id);
  });

  it("goes out once after a loss of the connection in between", async () => {
    desk.goOnline();
    const answer = desk.answer;
    desk.answer = (asked) => {
      if (asked.event !== "proof_send") return answer(asked);
      desk.goOffline();
      throw new NoAcknowledgementError("proof_send");
    };
    session.sender.send("one");
    session.sender.send("two");
    await settled();
    expect(session.sender.pending.value.map((line) => line.status)).toEqual(["sending", "sending"]);

    desk.answer = answer;
    desk.goOnline();
    await settled();

    expect(texts()).toEqual(["one", "two"]);
  });

  it("goes out after a reload in between", async () => {
    desk.goOnline();
    const answer = desk.answer;
    desk.answer = (asked) =>
      asked.event === "proof_send" ? new Promise<never>(() => undefined) : answer(asked);
    session.sender.send("before the reload");
    await settled();

    open();
    desk.goOnline();
    await settled();

    expect(texts()).toEqual(["before the reload"]);
    expect(session.sender.pending.value).toEqual([]);
  });

  it.each([
    ["is not sent when its chat is over meanwhile", () => session.sender.hold(), "other_chat"],
    [
      "is not sent when it was discarded meanwhile",
      (id: string) => session.sender.discard(id),
      undefined,
    ],
  ])("%s", async (_name, meanwhile, failure) => {
    desk.goOnline();
    const answer = desk.answer;
    desk.answer = (asked) => {
      meanwhile(session.sender.pending.value[0]?.clientMessageId ?? "");
      return answer(asked);
    };
    session.sender.send("hello");
    await settled();

    expect(events()).toEqual(["message_send"]);
    expect(session.sender.pending.value[0]?.failure?.code).toBe(failure);
    desk.goOnline();
    await settled();
    expect(events()).toEqual(["message_send"]);
  });

  it("can be tried again by hand when no proof is taken", async () => {
    desk.goOnline();
    const answer = desk.answer;
    desk.answer = () => {
      throw new RefusedError(WANTED);
    };
    session.sender.send("hello");
    await vi.waitFor(() =>
      expect(session.sender.pending.value[0]).toMatchObject({
        status: "failed",
        failure: { code: "proof_required" },
      }),
    );
    expect(desk.sent("message_send").length).toBeLessThan(6);

    desk.answer = answer;
    session.sender.retry(session.sender.pending.value[0]?.clientMessageId ?? "");
    await settled();

    expect(texts()).toEqual(["hello"]);
  });

  it("fails like any other when the desk does not answer the proof", async () => {
    desk.goOnline();
    const answer = desk.answer;
    desk.answer = (asked) => (asked.event === "proof_send" ? silence() : answer(asked));
    session.sender.send("hello");
    await settled();

    expect(session.sender.pending.value[0]).toMatchObject({
      status: "failed",
      failure: { code: "no_acknowledgement" },
    });
  });
});

it("proves before a person is called and a message is left, too", async () => {
  desk.goOnline();
  session.sender.askForPerson("Talk to a person");
  await settled();
  expect(events()).toEqual(["handoff_request", "proof_send", "handoff_request"]);

  proven = false;
  session.sender.leaveMessage("ada@customer.example", "My lamp");
  await settled();
  expect(events().slice(3)).toEqual(["message_leave", "proof_send", "message_leave"]);
});
