import type { EventType, NotHelpfulReason } from "../../shared/names";

/** All texts of the widget. A language that lacks one does not compile. */
export interface Texts {
  chat: string;
  chatWith: (shop: string) => string;
  close: string;
  messages: string;
  you: string;
  assistant: string;
  aPerson: string;

  speakerAssistant: string;
  speakerWaiting: string;
  speakerAgent: (name: string) => string;
  speakerNobody: string;
  speakerClosed: string;
  talkToPerson: string;

  opening: string;
  refused: string;
  refusedIdentity: string;
  unsentKept: string;
  newChat: string;
  continueAsGuest: string;
  tryAgain: string;

  suggestions: string;
  loadEarlier: string;
  loadingEarlier: string;
  loadEarlierFailed: string;
  newMessages: string;

  writeMessage: string;
  send: string;
  charactersLeft: (count: number) => string;
  tooLong: (over: number, limit: number) => string;
  overLimit: (limit: number) => string;

  sending: string;
  /** While the browser computes a proof of work. */
  checking: string;
  sent: string;
  /** `why` is one of `failure`. */
  notSent: (why: string | null) => string;
  tapToRetry: string;
  discard: string;
  failure: (code: string, retryAfterSeconds?: number | null) => string | null;

  assistantTyping: string;
  agentTyping: (name: string | null) => string;

  answerFrom: string;
  onlyOtherLanguage: (language: "zh" | "en") => string;
  wasHelpful: string;
  yes: string;
  no: string;
  thanksHelpful: string;
  thanksUnhelpful: string;
  whyNotHelpful: string;
  notHelpfulReason: Record<NotHelpfulReason, string>;
  opensInNewTab: string;
  choices: string;
  notDone: string;

  event: Record<
    EventType,
    (
      name: string | null,
      score: number | null,
      to: string | null,
      reference: string | null,
    ) => string
  >;

  waitingNext: string;
  waitingPlace: (place: number) => string;
  /** Whole minutes, rounded up. */
  expectedWait: (minutes: number) => string;
  placeAndWait: (place: string, wait: string) => string;
  waitingUnknown: string;
  /** Why the place is a worse one than before: so many came back to the queue in front. */
  returnedAhead: (count: number) => string;
  waitingMeanwhile: string;
  waitingLater: string;
  leaveQueue: string;
  leaveTitle: string;
  leaveOpen: string;
  leaveInstead: string;
  leaveKeepWaiting: string;
  leaveGoOn: string;
  leaveContact: string;
  leaveText: string;
  leaveConsent: string;
  leaveContactWrong: string;
  leaveTextMissing: string;
  leaveSend: string;
  leaveCancel: string;
  leftTitle: string;
  leftReference: string;
  leftBody: string;

  rateTitle: string;
  rateScores: [string, string, string, string, string];
  rateComment: string;
  rateSend: string;
  rateThanks: string;
  writeAgain: string;

  offline: (seconds: number) => string;
  offlineKept: string;
  connecting: string;
  retryNow: string;
}
