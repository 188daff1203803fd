import { describe, expect, it } from "vitest";
import type { SessionReady } from "../shared/payloads";
import { readRecordings } from "../shared/testing/recordings";
import { Session } from "./session";
import { aStore, FakeDesk, settled } from "./testing/desk";

const { visitor: recordings } = await readRecordings();

/** A widget that the desk has just welcomed. */
function welcomed(by: SessionReady): { desk: FakeDesk; session: Session } {
  const desk = new FakeDesk();
  const session = new Session({
    shopId: "demo",
    language: "en",
    store: aStore(),
    identity: null,
    askForIdentity: () => undefined,
    connect: () => desk.desk,
  });
  desk.goOnline(by);
  return { desk, session };
}

/** All that the widget shows. */
function shown({ conversation, thread, typing, sender }: Session) {
  return {
    conversation: conversation.value,
    thread: thread.value,
    typing: typing.value,
    pending: sender.pending.value,
  };
}

describe.skipIf(recordings.length === 0)("stale state and the desk's events", () => {
  it.each(recordings)("give the fresh state after $name", async ({ stale, facts, fresh }) => {
    const old = welcomed(stale);
    for (const [name, payload] of facts) old.desk.emit(name, payload);
    await settled();

    expect(shown(old.session)).toEqual(shown(welcomed(fresh).session));
    // The events alone were enough: nothing was fetched.
    expect(old.desk.asked).toEqual([]);
  });
});
