/** The browser's notifications. */

export type Permission = NotificationPermission | "unsupported";

export interface Notifier {
  permission(): Permission;
  /** Asks the agent; call it on a click only. */
  ask(): Promise<Permission>;
  /**
   * Shows a notification, in place of one with the same `tag`. Resolves to false when the browser
   * shows none. `onOpen` is called on a click on it.
   */
  show(tag: string, words: { title: string; body: string }, onOpen: () => void): Promise<boolean>;
  /** Takes notifications of this page away. */
  closeWhere(isOver: (tag: string) => boolean): void;
}

// Browsers that show none without saying so fire neither event.
const ANSWER_MILLISECONDS = 1000;

export class BrowserNotifier implements Notifier {
  readonly #shown = new Map<string, Notification>();

  permission(): Permission {
    return "Notification" in globalThis ? Notification.permission : "unsupported";
  }

  async ask(): Promise<Permission> {
    return "Notification" in globalThis ? Notification.requestPermission() : "unsupported";
  }

  async show(
    tag: string,
    { title, body }: { title: string; body: string },
    onOpen: () => void,
  ): Promise<boolean> {
    let shown: Notification;
    try {
      shown = new Notification(title, { body, tag });
    } catch {
      // Android's browsers show them from a service worker only.
      return false;
    }
    this.#shown.set(tag, shown);
    shown.onclick = () => {
      window.focus();
      shown.close();
      onOpen();
    };
    return new Promise((resolve) => {
      shown.onshow = () => resolve(true);
      shown.onerror = () => resolve(false);
      setTimeout(() => resolve(true), ANSWER_MILLISECONDS);
    });
  }

  closeWhere(isOver: (tag: string) => boolean): void {
    for (const [tag, shown] of this.#shown) {
      if (!isOver(tag)) continue;
      shown.close();
      this.#shown.delete(tag);
    }
  }
}
