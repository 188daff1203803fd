import { useEffect, useMemo } from "preact/hooks";

// "Typing" is repeated at most this often.
const REPEAT_MILLISECONDS = 4000;

export interface TypingNotice {
  /** Call it at every change of the text; an empty text counts as stopped. */
  wrote: (text: string) => void;
  /** Call it when the text is sent or the composer is left. */
  stopped: () => void;
}

/**
 * Turns keystrokes into few notices: `send(true)` while somebody writes, then `send(false)` once, at
 * the latest `idleMilliseconds` after the last key.
 */
export function typingNotice(
  send: (typing: boolean) => void,
  idleMilliseconds: number,
): TypingNotice {
  let sentAt: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stopped = () => {
    clearTimeout(timer);
    if (sentAt === null) return;
    sentAt = null;
    send(false);
  };
  const wrote = (text: string) => {
    if (text.trim() === "") {
      stopped();
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(stopped, idleMilliseconds);
    const now = Date.now();
    if (sentAt !== null && now - sentAt < REPEAT_MILLISECONDS) return;
    sentAt = now;
    send(true);
  };
  return { wrote, stopped };
}

/** One notice for the life of a composer: `send` must mean the same chat all the time. */
export function useTypingNotice(
  send: (typing: boolean) => void,
  idleMilliseconds: number,
): TypingNotice {
  // eslint-disable-next-line react-hooks/exhaustive-deps -- one notice for the composer's life
  const notice = useMemo(() => typingNotice(send, idleMilliseconds), []);
  useEffect(() => notice.stopped, [notice]);
  return notice;
}
