import type {
  AgentMessage,
  AgentMessagesAck,
  ConsoleReady,
  ConversationListAck,
  ConversationOffered,
  ConversationOpenAck,
  ConversationSummary,
  ConversationTransferred,
} from "../../shared/payloads";
import type { Duty } from "../../shared/names";
import type { Failure } from "../../shared/failure";
import type { Draft, NoticeText, Transition, UnsentLine, View } from "./model";

/** All that can change the state: the desk's events, its responses, and what the agent does. */
export type Action = ServerEvent | ServerResponse | UserAction;

export type ServerEvent =
  | { readonly type: "console_ready"; readonly payload: ConsoleReady }
  | { readonly type: "conversation_changed"; readonly conversation: ConversationSummary }
  | {
      readonly type: "message_created";
      readonly message: AgentMessage;
      readonly attentive: boolean;
    }
  | { readonly type: "conversation_offered"; readonly payload: ConversationOffered }
  | { readonly type: "offer_ended"; readonly id: string }
  | { readonly type: "conversation_transferred"; readonly payload: ConversationTransferred }
  | { readonly type: "duty_changed"; readonly duty: Duty }
  | { readonly type: "visitor_typing"; readonly conversationId: string; readonly typing: boolean };

export type ServerResponse =
  | { readonly type: "all_loaded"; readonly ack: ConversationListAck; readonly fresh: boolean }
  | { readonly type: "all_failed" }
  | {
      readonly type: "opened";
      readonly id: string;
      readonly ack: ConversationOpenAck;
      /** The last_seq of the request; 0 for the newest page. */
      readonly lastSeq: number;
    }
  | { readonly type: "open_failed"; readonly id: string; readonly failure: Failure }
  | { readonly type: "older_loaded"; readonly id: string; readonly ack: AgentMessagesAck }
  | { readonly type: "older_failed"; readonly id: string; readonly failure: Failure }
  | { readonly type: "newer_loaded"; readonly id: string; readonly messages: AgentMessage[] }
  | {
      readonly type: "transition_done";
      readonly transition: Transition;
      readonly conversation: ConversationSummary;
    }
  | {
      readonly type: "transition_failed";
      readonly transition: Transition;
      readonly id: string;
      readonly failure: Failure;
    }
  | {
      readonly type: "transferred";
      readonly conversation: ConversationSummary;
      /** The colleague's name; null when it went to the queue. */
      readonly to: string | null;
    }
  | { readonly type: "line_sent"; readonly message: AgentMessage; readonly clientMessageId: string }
  | { readonly type: "line_failed"; readonly clientMessageId: string; readonly failure: Failure };

export type UserAction =
  | {
      readonly type: "restored";
      readonly drafts: Readonly<Record<string, Draft>>;
      readonly unsent: readonly UnsentLine[];
    }
  | { readonly type: "view_chosen"; readonly view: View }
  | { readonly type: "all_requested" }
  | { readonly type: "opening"; readonly id: string }
  | { readonly type: "closed" }
  | { readonly type: "older_requested" }
  | { readonly type: "transition_requested"; readonly transition: Transition; readonly id: string }
  | { readonly type: "draft_changed"; readonly id: string; readonly draft: Draft }
  | {
      readonly type: "answer_used";
      readonly id: string;
      readonly entry: string;
      readonly answer: string;
    }
  | { readonly type: "line_written"; readonly line: UnsentLine }
  | { readonly type: "line_retried"; readonly clientMessageId: string }
  | { readonly type: "passing_lines_retried" }
  | { readonly type: "line_taken_back"; readonly clientMessageId: string }
  | { readonly type: "read"; readonly id: string; readonly seq: number }
  | { readonly type: "noticed"; readonly notice: NoticeText }
  | { readonly type: "notice_dismissed" };
