/** The sets of names in the payloads that deserve a type of their own. */
import type { DutyChanged, LogEvent, Message, VisitorConversation } from "./payloads";

export type Author = Message["author"];
export type ConversationState = VisitorConversation["state"];
export type Duty = DutyChanged["duty"];
export type EventType = LogEvent["type"];
export type Language = NonNullable<Message["language"]>;
