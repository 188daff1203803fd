import type { Texts } from "./texts";

export const en: Texts = {
  chat: "Chat",
  chatWith: (shop) => `Chat with ${shop}`,
  close: "Close chat",
  messages: "Messages",
  you: "You",
  assistant: "Assistant",
  aPerson: "Our team",

  speakerAssistant: "Assistant",
  speakerWaiting: "A person is coming",
  speakerAgent: (name) => `${name} is with you`,
  speakerNobody: "Nobody at the desk",
  speakerClosed: "Chat closed",
  talkToPerson: "Talk to a person",

  opening: "Opening the chat…",
  refused: "The chat cannot be opened on this page.",
  refusedIdentity: "Your sign-in has run out. Reload the page, or continue as a guest.",
  continueAsGuest: "Continue as a guest",
  tryAgain: "Try again",

  suggestions: "People often ask",
  loadEarlier: "Earlier messages",
  loadingEarlier: "Loading earlier messages…",
  loadEarlierFailed: "Earlier messages did not load. Try again",
  newMessages: "New messages",

  writeMessage: "Write a message",
  send: "Send",
  charactersLeft: (count) => `${count} ${count === 1 ? "character" : "characters"} left`,
  tooLong: (over, limit) => `${over} too many. The limit is ${limit} characters.`,
  overLimit: (limit) => `The limit is ${limit} characters.`,

  sending: "Sending",
  sent: "Sent",
  notSent: (why) => (why ? `Not sent: ${why}` : "Not sent"),
  tapToRetry: "Tap to retry",
  discard: "Delete",
  failure: (code) =>
    ({
      text_too_long: "it is longer than this chat allows.",
      text_empty: "it has no text.",
      storage_unavailable: "it could not be saved just now.",
      not_found: "that choice is no longer open.",
      transition_not_allowed: "that is not possible at this point of the chat.",
    })[code] ?? null,

  assistantTyping: "The assistant is writing",
  agentTyping: (name) => `${name ?? "A person"} is writing`,

  answerFrom: "From our help pages",
  onlyOtherLanguage: (language) =>
    language === "zh"
      ? "We have this answer only in Chinese so far."
      : "We have this answer only in English so far.",
  wasHelpful: "Was this helpful?",
  yes: "Yes",
  no: "No",
  thanksHelpful: "Good to know. Thank you.",
  thanksUnhelpful: "Thank you. Ask in other words, or talk to a person.",
  choices: "Choose one",
  notDone: "That did not reach us. Try again.",

  event: {
    handed_off: () => "Passed on to a person",
    queue_left: () => "You left the queue. The assistant is back",
    assigned: (name) => `${name ?? "A person"} has joined`,
    released: (name) =>
      name ? `${name} had to leave. The next person takes over` : "The next person takes over",
    returned: () => "The assistant is back",
    resolved: () => "This chat was closed",
    reopened: () => "The chat is open again",
    rated: (_name, score) => (score ? `You gave ${score} of 5` : "You rated this chat"),
  },

  waitingNext: "You are next",
  waitingPlace: (place) => `Number ${place} in the queue`,
  waitingUnknown: "You are in the queue",
  waitingMeanwhile:
    "Write what it is about, with your order number if there is one. The person reads it before answering.",
  waitingLater: "You can close this window. The reply will be here when you come back.",
  leaveQueue: "Leave the queue",
  leftMessageTitle: "Leave us a message",
  leftMessageBody:
    "Nobody is at the desk now. Write what you need; it is kept, and the reply will be here when you come back.",
  backToAssistant: "Back to the assistant",

  rateTitle: "How was this chat?",
  rateScores: ["Very poor", "Poor", "Fair", "Good", "Very good"],
  rateComment: "Anything to add? (optional)",
  rateSend: "Send rating",
  rateThanks: "Thank you for the rating.",
  writeAgain: "Anything else? Just write.",

  offline: (seconds) => `No connection. Next try in ${seconds} s`,
  offlineKept: "No connection",
  connecting: "Connecting…",
  retryNow: "Try now",
};
