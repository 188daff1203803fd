import { describe, expect, it } from "vitest";
import type { ConsoleReady, ConversationOpenAck } from "../shared/payloads";
import { readRecordings } from "../shared/testing/recordings";
import { Desk, type DeskCallbacks } from "./desk";
import type { ConsoleState } from "./state/model";
import { FakeConnection } from "./testing/FakeConnection";

const { agent: recordings } = await readRecordings();

/** A page that does nothing on events. */
const callbacks = new Proxy({} as DeskCallbacks, {
  get: (_, name) => () => name === "attentive",
});

async function welcomed(by: ConsoleReady, opened: ConversationOpenAck | null) {
  const connection = new FakeConnection({
    conversation_open: () => opened ?? {},
    messages_read: () => ({}),
  });
  const desk = new Desk(connection, callbacks);
  connection.emit("console_ready", by);
  if (opened) await desk.chats.open(opened.conversation.id);
  return { connection, desk };
}

/** What the agent typed, chose or was shown once; the desk does not store it. */
const OWN = ["connects", "drafts", "unsent", "busy", "notice", "view"];
const OWN_OF_CHAT = ["newAfter", "takenBy"];

function without(names: string[], values: object) {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

/** All that is shown and comes from the desk. */
function shown(state: ConsoleState) {
  const { open, conversations } = state;
  const listed = new Set([...state.waiting, ...state.mine, ...(open ? [open.id] : [])]);
  const seen = Object.entries(conversations).filter(([id]) => listed.has(id));
  return {
    ...without(OWN, state),
    open: open && without(OWN_OF_CHAT, open),
    conversations: Object.fromEntries(seen),
  };
}

describe.skipIf(recordings.length === 0)("stale state and the desk's events", () => {
  it.each(recordings)(
    "give the fresh state after $name",
    async ({ stale, facts, fresh, opened }) => {
      const old = await welcomed(stale, opened.stale);
      for (const [name, payload] of facts) old.connection.emit(name, payload);
      const now = await welcomed(fresh, opened.stale && opened.fresh);

      expect(shown(old.desk.state.value)).toEqual(shown(now.desk.state.value));
      // The events alone were enough: nothing was fetched.
      expect(old.connection.payloadsOf("messages_fetch")).toEqual([]);
    },
  );
});
