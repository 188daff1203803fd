import { useDesk, useApp } from "./context";
import { draftOf } from "./state/drafts";
import type { ConsoleState, Step } from "./state/model";

interface Steps {
  /** Does it; after a claim the cursor is in the reply box. */
  take: (step: Step, id: string) => Promise<void>;
  /** Resolves, or asks first when a reply was not sent. */
  resolve: (id: string) => void;
}

export function useSteps(): Steps {
  const desk = useDesk();
  const { layout } = useApp();
  const take = async (step: Step, id: string) => {
    layout.resolveAsked.value = null;
    const done = await desk.take(step, id);
    if (done && step === "claim" && desk.state.peek().open?.id === id) layout.focusComposer();
  };
  const resolve = (id: string) => {
    if (hasUnsentReply(desk.state.peek(), id)) layout.resolveAsked.value = id;
    else void take("resolve", id);
  };
  return { take, resolve };
}

function hasUnsentReply(state: ConsoleState, id: string): boolean {
  return (
    draftOf(state, id).reply.trim() !== "" ||
    state.unsent.some((line) => line.conversationId === id && !line.note)
  );
}
