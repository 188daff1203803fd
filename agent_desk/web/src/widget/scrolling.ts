import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Message } from "../shared/payloads";
import type { PendingLine } from "../shared/outbox";

// Nearer than this to the end counts as the end (pixels).
const NEAR = 80;

export interface FollowEnd {
  scroller: RefObject<HTMLDivElement | null>;
  /** Something new came in below what the reader looks at. */
  news: boolean;
  goToEnd: () => void;
  /** Call it before older lines come in above: what the reader looks at stays in place. */
  keepPlace: () => void;
}

/** Keeps the thread at its end while the reader is there, and else does not scroll. */
export function useFollowEnd(lines: Message[], pending: readonly PendingLine[]): FollowEnd {
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const fromEnd = useRef<number | null>(null);
  const [news, setNews] = useState(false);
  const newest = lines.at(-1)?.id;
  const oldest = lines[0]?.id;

  const goToEnd = () => {
    const box = scroller.current;
    if (!box) return;
    atEnd.current = true;
    box.scrollTop = box.scrollHeight;
    setNews(false);
  };

  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const onScroll = () => {
      atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
      if (atEnd.current) setNews(false);
    };
    // The composer, the keyboard and cards at the end change the height.
    const resized = new ResizeObserver(() => {
      if (atEnd.current) box.scrollTop = box.scrollHeight;
    });
    box.addEventListener("scroll", onScroll, { passive: true });
    resized.observe(box);
    for (const child of box.children) resized.observe(child);
    const added = new MutationObserver(() => {
      for (const child of box.children) resized.observe(child);
      if (atEnd.current) box.scrollTop = box.scrollHeight;
    });
    added.observe(box, { childList: true });
    return () => {
      box.removeEventListener("scroll", onScroll);
      resized.disconnect();
      added.disconnect();
    };
  }, []);

  useLayoutEffect(() => {
    if (atEnd.current) goToEnd();
    else if (newest) setNews(true);
  }, [newest]);
  useLayoutEffect(() => {
    // The thread always follows a new line of the reader's own.
    if (pending.length > 0) goToEnd();
  }, [pending.length]);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || fromEnd.current === null) return;
    box.scrollTop = box.scrollHeight - fromEnd.current;
    fromEnd.current = null;
  }, [oldest]);

  const keepPlace = () => {
    const box = scroller.current;
    if (box) fromEnd.current = box.scrollHeight - box.scrollTop;
  };
  return { scroller, news, goToEnd, keepPlace };
}
