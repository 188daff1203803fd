/** Named types for values that the payloads list inline. */
import type { Colleague, DutyChanged, LogEvent, Message, VisitorConversation } from "./payloads";

/** What an agent may speak: a language of bot and desk, or another one. */
export type AgentLanguage = Colleague["languages"][number];
export type Author = Message["author"];
export type ConversationState = VisitorConversation["state"];
export type Duty = DutyChanged["duty"];
export type EventType = LogEvent["type"];
export type Language = NonNullable<Message["language"]>;
export type NotHelpfulReason = NonNullable<Message["not_helpful_reason"]>;
