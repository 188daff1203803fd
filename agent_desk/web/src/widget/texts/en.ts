import { minutes } from "./minutes";
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
  speakerWaiting: "Waiting for a person",
  speakerAgent: (name) => `${name} is with you`,
  speakerNobody: "We have your message",
  speakerClosed: "Chat closed",
  talkToPerson: "Talk to a person",

  opening: "Opening the chat…",
  refused: "The chat cannot be opened on this page.",
  refusedIdentity:
    "Your log-in at the shop has ended. Log in again and reload the page, or continue as a guest in a new chat.",
  unsentKept: "What you have not sent is kept until you log in again.",
  newChat: "Somebody has signed in in another window. Here a new chat begins.",
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
  checking: "Checking your browser…",
  sent: "Sent",
  notSent: (why) => (why ? `Not sent: ${why}` : "Not sent"),
  tapToRetry: "Tap to retry",
  discard: "Delete",
  failure: (code, seconds) =>
    ({
      text_too_long: "it is longer than this chat allows.",
      text_empty: "it has no text.",
      storage_unavailable: "it could not be saved just now.",
      not_found: "that choice is no longer open.",
      transition_not_allowed: "that is not possible at this point of the chat.",
      contact_invalid: "that is no email address and no phone number.",
      not_authenticated: "somebody else is signed in here now. Reload the page.",
      too_many_messages: `too many messages came from your network. Try again in ${minutes(seconds)} min.`,
      proof_required: "your browser could not be checked. Try again.",
      shop_off: "this chat is switched off now.",
      other_chat: "it was written for the chat before this one.",
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
  whyNotHelpful: "What was wrong with it?",
  notHelpfulReason: {
    other_question: "Not what I asked",
    incomplete: "Something is missing",
    unclear: "Hard to understand",
    outdated: "Out of date or wrong",
  },
  opensInNewTab: "opens in a new tab",
  choices: "Choose one",
  notDone: "That did not reach us. Try again.",

  event: {
    handed_off: () => "Passed on to a person",
    queue_left: () => "You left the queue. The assistant is back",
    assigned: (name) => `${name ?? "A person"} has joined`,
    released: (name) =>
      name ? `${name} had to leave. The next person takes over` : "The next person takes over",
    transferred: (_name, _score, to) => `${to ?? "A colleague"} is now helping you`,
    passed_on: () => "We are getting you the right colleague",
    returned: () => "The assistant is back",
    resolved: () => "This chat was closed",
    reopened: () => "The chat is open again",
    rated: (_name, score) => (score ? `You gave ${score} of 5` : "You rated this chat"),
    message_offered: () => "Nobody could come just then",
    message_left: (_name, _score, _to, reference) =>
      reference ? `Message ${reference} left` : "Message left",
    message_kept: (_name, _score, _to, reference) =>
      reference ? `Message ${reference} waits for an answer` : "Your message waits for an answer",
    message_joined: () => "Added to your message",
    wait_ended: () => "The wait has ended. The assistant is back",
    visitor_left: () => "The wait ended while you were away",
    reminded: () => "Are you still there? Just write if there is anything more",
    closed_idle: () => "This chat was closed because it was quiet for a while",
  },

  waitingNext: "You are next",
  waitingPlace: (place) => `You are number ${place}`,
  expectedWait: (minutes) => (minutes <= 1 ? "about a minute" : `about ${minutes} minutes`),
  placeAndWait: (place, wait) => `${place}, ${wait}`,
  waitingUnknown: "You are in the queue",
  returnedAhead: (count) =>
    count === 1
      ? "Somebody who came before you waits again and goes first, so your place has moved back."
      : `${count} people who came before you wait again and go first, so your place has moved back.`,
  waitingMeanwhile: "You can write what it is about, with your order number if there is one.",
  waitingLater: "Keep this page open while you wait. If you have to go, leave a message instead.",
  leaveQueue: "Leave the queue",
  leaveTitle: "Leave a message",
  leaveOpen: "Leave a message",
  leaveInstead: "Leave a message instead",
  leaveKeepWaiting: "Keep waiting",
  leaveGoOn: "Go on with the assistant",
  leaveContact: "Your email or phone number",
  leaveText: "What is it about?",
  leaveConsent: "Our team sees your email or number beside this message.",
  leaveContactWrong: "Enter an email address or a phone number.",
  leaveTextMissing: "Write what it is about.",
  leaveSend: "Send the message",
  leaveCancel: "Cancel",
  leftTitle: "Your message is with our team",
  leftReference: "Number",
  leftBody:
    "An answer appears here, also when you have left this page and come back. Is there more to say? Just write it.",

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
