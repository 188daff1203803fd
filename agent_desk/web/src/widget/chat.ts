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
  texts: Texts;
  language: Language;
  store: KeyValueStore;
  host: Host;
}

export const ChatContext = createContext<Chat | null>(null);

export function useChat(): Chat {
  const chat = useContext(ChatContext);
  if (!chat) throw new Error("useChat is for parts of the widget's App");
  return chat;
}
