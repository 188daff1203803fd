import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Language } from "../shared/names";
import type { KeyValueStore } from "../shared/storage";
import type { Host } from "./host";
import type { Session } from "./session";
import type { Texts } from "./texts";

/** What every component of the widget may use. */
export interface Chat {
  session: Session;
  /** In the chat's language. A component that reads them is drawn again when it changes. */
  readonly texts: Texts;
  readonly language: Language;
  store: KeyValueStore;
  host: Host;
}

export function createChat(given: Pick<Chat, "session" | "store" | "host">): Chat {
  return {
    ...given,
    get texts() {
      return given.session.texts.value;
    },
    get language() {
      return given.session.language.value;
    },
  };
}

export const ChatContext = createContext<Chat | null>(null);

export function useChat(): Chat {
  const chat = useContext(ChatContext);
  if (!chat) throw new Error("useChat is for parts of the widget's App");
  return chat;
}
