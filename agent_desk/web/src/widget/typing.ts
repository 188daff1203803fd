import { useEffect, useMemo } from "preact/hooks";

// The other side hears "typing" at most this often, and "stopped" after this long without a key.
const REPEAT_MILLISECONDS = 4000;
const IDLE_MILLISECONDS = 5000;

export interface TypingNotice {
  wrote: () => void;
  stopped: () => void;
}

/** Turns keystrokes into few notices: `tell(true)` while writing, `tell(false)` once at its end. */
export function typingNotice(tell: (typing: boolean) => void): TypingNotice {
  let toldAt: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stopped = () => {
    clearTimeout(timer);
    if (toldAt === null) return;
    toldAt = null;
    tell(false);
  };
  const wrote = () => {
    clearTimeout(timer);
    timer = setTimeout(stopped, IDLE_MILLISECONDS);
    const now = Date.now();
    if (toldAt !== null && now - toldAt < REPEAT_MILLISECONDS) return;
    toldAt = now;
    tell(true);
  };
  return { wrote, stopped };
}

export function useTypingNotice(tell: (typing: boolean) => void): TypingNotice {
  // eslint-disable-next-line react-hooks/exhaustive-deps -- one notice for the composer's life
  const notice = useMemo(() => typingNotice(tell), []);
  useEffect(() => notice.stopped, [notice]);
  return notice;
}
