import { describe, expect, it } from "vitest";
import type { AgentFacts } from "../shared/events";
import type { ConsoleReady, ConversationOpenAck } from "../shared/payloads";
import { readRecordings } from "../shared/testing/recordings";
import { Desk, type Surroundings } from "./desk";
import type { ConsoleState } from "./state/model";
import { FakeConnection } from "./testing/FakeConnection";

const { agent: recordings } = await readRecordings();

/** A page on which nothing happens when the desk tells it something. */
const surroundings = new Proxy({} as Surroundings, {
  get: (_, name) => () => name === "attentive",
});

async function welcomed(by: ConsoleReady, opened: ConversationOpenAck | null) {
  const connection = new FakeConnection({
    conversation_open: () => opened ?? {},
    messages_read: () => ({}),
  });
  const desk = new Desk(connection, surroundings);
  connection.tell("console_ready", by);
  if (opened) await desk.chats.open(opened.conversation.id);
  return { connection, desk };
}

/** All that is shown and comes from the desk: not what the agent types, chose or was told once. */
function shown(state: ConsoleState) {
  const {
    drafts: _drafts,
    unsent: _unsent,
    busy: _busy,
    notice: _notice,
    view: _view,
    conversations,
    open,
    ...rest
  } = state;
  const listed = new Set([...state.waiting, ...state.mine, ...(open ? [open.id] : [])]);
  const { newAfter: _newAfter, takenBy: _takenBy, ...chat } = open ?? {};
  return {
    ...rest,
    open: open && chat,
    conversations: Object.fromEntries(
      Object.entries(conversations).filter(([id]) => listed.has(id)),
    ),
  };
}

describe.skipIf(recordings.length === 0)("stale state and the desk's facts", () => {
  it.each(recordings)(
    "give the fresh state after $name",
    async ({ stale, facts, fresh, opened }) => {
      const old = await welcomed(stale, opened.stale);
      for (const [name, fact] of facts) old.connection.tell(name as keyof AgentFacts, fact);
      const now = await welcomed(fresh, opened.stale && opened.fresh);

      expect(shown(old.desk.state.value)).toEqual(shown(now.desk.state.value));
      // Nothing had to be asked for: the facts alone were enough.
      expect(old.connection.payloadsOf("messages_fetch")).toEqual([]);
    },
  );
});
