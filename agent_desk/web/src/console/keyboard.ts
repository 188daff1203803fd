/** The shortcuts, for the whole page. */
import { useEffect } from "preact/hooks";
import { commandOf, neighbour, type Command } from "./commands";
import { useDesk, useApp } from "./context";
import { isNarrow } from "./layout";
import { idsOf, isMine, isWaiting } from "./state/lists";
import type { Mode } from "./state/model";
import { useTransitions } from "./transitions";

export function useKeyboard(): void {
  const run = useCommands();
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const command = commandOf(event, isTyping(event.target));
      // An open dialog gets all keys; the browser itself closes it on Escape.
      if (command === null || document.querySelector("dialog[open]")) return;
      if (run(command)) event.preventDefault();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [run]);
}

/** Runs a command; false when it had nothing to do. */
function useCommands(): (command: Command) => boolean {
  const desk = useDesk();
  const { layout } = useApp();
  const { apply, resolve } = useTransitions();

  const move = (step: 1 | -1): boolean => {
    const state = desk.state.peek();
    const id = neighbour(idsOf(state, state.view), state.open?.id ?? null, step);
    if (id !== null) void desk.chats.open(id);
    return id !== null;
  };
  const write = (mode: Mode): boolean => {
    const { open } = desk.state.peek();
    const { conversation, mine } = current();
    if (!open || !conversation) return false;
    if (!mine) {
      desk.dispatch({ type: "noticed", notice: { kind: "not_yours" } });
      return true;
    }
    desk.outbox.changeDraft(open.id, { mode });
    layout.focusComposer();
    return true;
  };
  const current = () => {
    const state = desk.state.peek();
    const conversation = state.open ? state.conversations[state.open.id] : undefined;
    return { conversation, mine: conversation !== undefined && isMine(state, conversation) };
  };
  const leave = (): boolean => {
    if (document.activeElement instanceof HTMLTextAreaElement) {
      document.activeElement.blur();
    } else if (layout.resolveDialog.peek() !== null) {
      layout.resolveDialog.value = null;
    } else if (layout.drawerShown.peek()) {
      layout.drawerShown.value = false;
    } else if (desk.state.peek().notice) {
      desk.dispatch({ type: "notice_dismissed" });
    } else if (isNarrow() && desk.state.peek().open) {
      desk.chats.close();
    } else {
      return false;
    }
    return true;
  };

  return (command) => {
    const { conversation, mine } = current();
    switch (command) {
      case "next":
        return move(1);
      case "previous":
        return move(-1);
      case "claim":
        if (!conversation || !isWaiting(conversation)) return false;
        void apply("claim", conversation.id);
        return true;
      case "accept": {
        const offered = desk.state.peek().offers[0];
        if (!offered) return false;
        void desk.chats.open(offered.id).then(() => apply("claim", offered.id));
        return true;
      }
      case "transfer":
        if (!conversation || !mine) return false;
        layout.transferDialog.value = conversation.id;
        return true;
      case "resolve":
        if (!conversation || !mine) return false;
        resolve(conversation.id);
        return true;
      case "reply":
      case "note":
        return write(command);
      case "help":
        layout.helpShown.value = true;
        return true;
      case "escape":
        return leave();
    }
  };
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  );
}
