/** Named types for values that the payloads list inline. */
import type { DutyChanged, LogEvent, Message, VisitorConversation } from "./payloads";

export type Author = Message["author"];
export type ConversationState = VisitorConversation["state"];
export type Duty = DutyChanged["duty"];
export type EventType = LogEvent["type"];
export type Language = NonNullable<Message["language"]>;
export type NotHelpfulReason = NonNullable<Message["not_helpful_reason"]>;
