import { useDesk, useApp } from "./context";
import { draftOf } from "./state/drafts";
import type { ConsoleState, Transition } from "./state/model";

interface TransitionActions {
  /** Makes the transition; after a claim it puts the cursor into the reply box. */
  apply: (transition: Transition, id: string) => Promise<void>;
  /** Resolves the chat, or asks first when it has an unsent reply. */
  resolve: (id: string) => void;
}

export function useTransitions(): TransitionActions {
  const desk = useDesk();
  const { layout } = useApp();
  const apply = async (transition: Transition, id: string) => {
    layout.resolveDialog.value = null;
    const done = await desk.transition(transition, id);
    if (done && transition === "claim" && desk.state.peek().open?.id === id) layout.focusComposer();
  };
  const resolve = (id: string) => {
    if (hasUnsentReply(desk.state.peek(), id)) layout.resolveDialog.value = id;
    else void apply("resolve", id);
  };
  return { apply, resolve };
}

function hasUnsentReply(state: ConsoleState, id: string): boolean {
  return (
    draftOf(state, id).reply.trim() !== "" ||
    state.unsent.some((line) => line.conversationId === id && !line.note)
  );
}
