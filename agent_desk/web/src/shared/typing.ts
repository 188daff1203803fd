import { useEffect, useMemo } from "preact/hooks";

// The other side hears "typing" at most this often.
const REPEAT_MILLISECONDS = 4000;

export interface TypingNotice {
  /** At every change of the text; an emptied one counts as stopped. */
  wrote: (text: string) => void;
  /** When the text is sent or left. */
  stopped: () => void;
}

/**
 * Turns keystrokes into few notices: `tell(true)` while writing, `tell(false)` once at its end, or
 * `idleMilliseconds` after the last key.
 */
export function typingNotice(
  tell: (typing: boolean) => void,
  idleMilliseconds: number,
): TypingNotice {
  let toldAt: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stopped = () => {
    clearTimeout(timer);
    if (toldAt === null) return;
    toldAt = null;
    tell(false);
  };
  const wrote = (text: string) => {
    if (text.trim() === "") {
      stopped();
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(stopped, idleMilliseconds);
    const now = Date.now();
    if (toldAt !== null && now - toldAt < REPEAT_MILLISECONDS) return;
    toldAt = now;
    tell(true);
  };
  return { wrote, stopped };
}

/** One notice for the life of a composer: `tell` must mean the same chat all along. */
export function useTypingNotice(
  tell: (typing: boolean) => void,
  idleMilliseconds: number,
): TypingNotice {
  // eslint-disable-next-line react-hooks/exhaustive-deps -- one notice for the composer's life
  const notice = useMemo(() => typingNotice(tell, idleMilliseconds), []);
  useEffect(() => notice.stopped, [notice]);
  return notice;
}
