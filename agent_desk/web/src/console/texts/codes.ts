/**
 * Codes of the desk that every language has a text for.
 *
 * They are open sets: a code that is not here is shown as it is (see wording.ts),
 * so that a newer desk never leaves an agent without a reason.
 */

export type ReasonCode =
  | "knowledge_sure"
  | "choice_selected"
  | "knowledge_half_sure"
  | "nothing_found"
  | "out_of_scope"
  | "small_talk"
  | "form"
  | "order_shown"
  | "orders_offered"
  | "parcel_shown"
  | "order_mismatch"
  | "order_not_provable"
  | "one_moment"
  | "cooling_down"
  | "asked"
  | "complaint"
  | "danger"
  | "wrong_answer"
  | "no_question"
  | "other_language"
  | "nothing_found_twice"
  | "bot_unavailable"
  | "knowledge_base_unavailable"
  | "order_change"
  | "missing_or_damaged"
  | "number_malformed"
  | "order_question"
  | "own_intent"
  | "proof_malformed"
  | "order_source_failed"
  | "order_not_verified"
  | "wrote_again"
  | "same_again";

export type IntentName =
  | "greet"
  | "goodbye"
  | "thank"
  | "affirm"
  | "deny"
  | "bot_challenge"
  | "request_human"
  | "track_order"
  | "track_parcel"
  | "delivery_time"
  | "shipping_fee"
  | "change_address"
  | "change_delivery_time"
  | "cancel_order"
  | "modify_order"
  | "return_or_exchange"
  | "refund_status"
  | "missing_or_damaged"
  | "invoice"
  | "payment"
  | "price_protection"
  | "coupon"
  | "customs_duty"
  | "warranty"
  | "membership"
  | "complaint"
  | "danger"
  | "abuse"
  | "acknowledge"
  | "wrong_answer"
  | "ask_abilities"
  | "ask_who_reads"
  | "staff_contact"
  | "out_of_scope"
  | "nlu_fallback";

export type EntityName =
  | "order_number"
  | "tracking_number"
  | "phone"
  | "phone_last4"
  | "email"
  | "postal_code"
  | "surname"
  | "date";

export type FailureCode =
  | "no_acknowledgement"
  | "unreachable"
  | "text_too_long"
  | "text_empty"
  | "rate_limited"
  | "too_many_connections"
  | "not_found"
  | "not_allowed"
  | "transition_not_allowed"
  | "unread_message"
  | "capacity_reached"
  | "agent_unavailable"
  | "id_conflict"
  | "storage_unavailable"
  | "not_authenticated"
  | "invalid_payload"
  | "unknown_event"
  | "internal";

/** `about` is the intent in words, or "" when it names no subject. */
export type ReasonWording = (about: string) => string;

/** For the middle of a sentence; 0 stands for a missing number. */
export type FailureWording = (limit: number, seconds: number) => string;

/**
 * `agent` is "" where no name is known and none is needed; `to` has the chat afterwards; `message` is
 * the number and the contact of a left message.
 */
export type EventWording = (agent: string, score: number, to: string, message: string) => string;
