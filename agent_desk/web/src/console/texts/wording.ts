import type {
  ConversationSummary,
  Customer,
  Explanation,
  LogEvent,
  ProvedOrderView,
  ShopName,
} from "../../shared/payloads";
import type { Failure } from "../../shared/failure";
import { languageName } from "../../shared/language";
import type { Language } from "../../shared/names";
import { isolated } from "../../shared/neutral";
import type { News } from "../state/news";
import type { Texts } from "./en";

/** The visitor's name, or the label "Visitor 4F2" in the reader's language. */
export function wordCustomer(texts: Texts, { label, trust }: Customer): string {
  const code = trust === "signed" ? undefined : /^Visitor (\w+)$/.exec(label)?.[1];
  return code === undefined ? isolated(label) : texts.visitor(code);
}

/** What an order was proved with: "phone and surname". */
export function wordProofs(texts: Texts, { kinds }: ProvedOrderView): string {
  return kinds.map((kind) => texts.trust.kinds[kind]).join(texts.trust.and);
}

/** A shop's name in the reader's language; its id where the desk's settings no longer have it. */
export function wordShop(shops: readonly ShopName[], id: string, language: Language): string {
  return shops.find((shop) => shop.id === id)?.name[language] ?? id;
}

/**
 * News as a notification says it. Screens are shared and systems keep notifications, so it has
 * neither the name of a customer nor a word of theirs.
 */
export function wordNews(
  texts: Texts,
  language: Language,
  shops: readonly ShopName[],
  news: News,
): { title: string; body: string } {
  const { customer, shop_id: shop, unread_seqs: unread } = news.conversation;
  const visitor = customer.trust === "signed" ? [] : [wordCustomer(texts, customer)];
  const body = [...visitor, wordShop(shops, shop, language)].join(" · ");
  switch (news.kind) {
    case "offered":
      return { title: texts.alerts.offered, body };
    case "received":
      return { title: texts.notices.received(news.by), body };
    case "lines":
      return { title: texts.alerts.lines(unread.length), body };
  }
}

/** The team or language that a chat was transferred to; null when anybody may take it. */
export function wordWish(
  texts: Texts,
  reader: Language,
  { wanted_team: team, wanted_language: language }: ConversationSummary,
): string | null {
  if (team !== null) return texts.transfer.wanted(texts.transfer.team(team));
  if (language === null) return null;
  return texts.transfer.wanted(texts.transfer.speaks(languageName(language, reader)));
}

/** An event of the log in words. */
export function wordEvent(
  texts: Texts,
  { type, agent_name: name, score, to_name: to, reference, contact }: LogEvent,
): string {
  // In these two an agent may be missing: the text says so. In others it is "somebody".
  const nobody = type === "resolved" || type === "message_kept" ? "" : texts.someone;
  const message = [reference, contact].filter((part) => part !== null).join(" · ");
  return texts.events[type](name ?? nobody, score ?? 0, to ?? texts.someone, message);
}

/** One sentence for a reason code; an unknown code is shown as it is. */
export function wordReason(texts: Texts, code: string, intent: string | null): string {
  const wording = lookUp(texts.reasons, code);
  return wording === undefined ? code : wording(subject(texts, intent));
}

/** Why a chat was handed over, in one sentence. */
export function wordHandoff(texts: Texts, explanation: Explanation): string {
  const known = lookUp(texts.reasons, explanation.reason) !== undefined;
  return known
    ? wordReason(texts, explanation.reason, explanation.intent?.name ?? null)
    : texts.handoff.unknownReason(explanation.reason);
}

export function wordIntent(texts: Texts, name: string): string {
  return lookUp(texts.intents, name) ?? name;
}

export function wordEntity(texts: Texts, name: string): string {
  return lookUp(texts.entities, name) ?? name;
}

/** A failure in words, for the middle of a sentence. */
export function wordFailure(texts: Texts, failure: Failure): string {
  const wording = lookUp(texts.failures, failure.code);
  return wording === undefined
    ? texts.otherFailure(failure.code)
    : wording(failure.limit ?? 0, failure.retryAfterSeconds ?? 0);
}

/** Intents that name no subject. */
const WITHOUT_SUBJECT = new Set([
  "greet",
  "goodbye",
  "thank",
  "affirm",
  "deny",
  "bot_challenge",
  "request_human",
  "complaint",
  "danger",
  "abuse",
  "acknowledge",
  "wrong_answer",
  "ask_abilities",
  "ask_who_reads",
  "staff_contact",
  "out_of_scope",
  "nlu_fallback",
]);

function subject(texts: Texts, intent: string | null): string {
  return intent === null || WITHOUT_SUBJECT.has(intent) ? "" : wordIntent(texts, intent);
}

function lookUp<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
