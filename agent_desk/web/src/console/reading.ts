/** Scrolling in the open chat: follows its end, and marks what has been read. */
import { useCallback, useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { RefObject } from "preact";
import { useDesk, useSelected, useApp } from "./context";
import { unreadIn } from "./state/lists";
import type { OpenChat } from "./state/model";

// This close to the end counts as at the end (pixels).
const NEAR = 48;

export function useReading(
  scroller: RefObject<HTMLDivElement | null>,
  chat: OpenChat,
): { onScroll: () => void; toEnd: () => void } {
  const { layout } = useApp();
  const unsent = useSelected((state) => state.unsent);
  const sending = unsent.filter((line) => line.conversationId === chat.id).length;
  const first = chat.thread.lines[0]?.seq ?? 0;
  const shown = useRef({ id: "", first: 0, height: 0, sending: 0 });

  const onScroll = useCallback(() => {
    const box = scroller.current;
    if (box) layout.atEnd.value = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
  }, [scroller, layout]);

  const toEnd = useCallback(() => {
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
    onScroll();
  }, [scroller, onScroll]);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const before = shown.current;
    if (before.id !== chat.id) {
      const mark = box.querySelector("#new-line");
      if (mark) mark.scrollIntoView({ block: "center" });
      else box.scrollTop = box.scrollHeight;
    } else if (first < before.first) {
      // An older page came in above: what is in view stays in place.
      box.scrollTop += box.scrollHeight - before.height;
    } else if (sending > before.sending || layout.atEnd.peek()) {
      // An agent who sends a line sees it, wherever they were reading.
      box.scrollTop = box.scrollHeight;
    }
    shown.current = { id: chat.id, first, height: box.scrollHeight, sending };
    onScroll();
  }, [
    scroller,
    layout,
    onScroll,
    chat.id,
    first,
    chat.thread,
    chat.visitorTyping,
    unsent,
    sending,
  ]);

  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    // The composer grows, the card unfolds: the end stays in view.
    const observer = new ResizeObserver(() => {
      if (layout.atEnd.peek()) box.scrollTop = box.scrollHeight;
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, [scroller, layout]);

  useReadMark(chat);
  return { onScroll, toEnd };
}

/** A chat whose end is visible has been read. */
function useReadMark(chat: OpenChat): void {
  const desk = useDesk();
  const { layout } = useApp();
  const atEnd = layout.atEnd.value;
  const { id } = chat;
  const { lastSeq } = chat.thread;
  // The chat may become the agent's, or the desk may say that a mark was lost.
  const unread = useSelected((state) => unreadIn(state, id));
  // Before the page is painted, so that a line that is seen is never counted.
  useLayoutEffect(() => {
    const mark = () => {
      // As it is now: this chat may have been opened since the last look, at its first new line.
      const seen = layout.atEnd.peek() && document.visibilityState === "visible";
      if (seen) void desk.chats.markRead(id, lastSeq);
    };
    mark();
    document.addEventListener("visibilitychange", mark);
    return () => document.removeEventListener("visibilitychange", mark);
  }, [desk, layout, atEnd, id, lastSeq, unread]);
}
