import type { EventType } from "../../shared/names";
import type {
  EventWording,
  EntityName,
  FailureCode,
  FailureWording,
  IntentName,
  ReasonCode,
  ReasonWording,
} from "./codes";
import { shortened } from "./seconds";

const reasons: Record<ReasonCode, ReasonWording> = {
  knowledge_sure: () => "The knowledge base has an answer that fits.",
  choice_selected: () => "The visitor picked this question.",
  knowledge_half_sure: () => "Stored questions come close; none is certain.",
  nothing_found: (about) =>
    about === ""
      ? "Nothing in the knowledge base fits."
      : `Asked about ${about}; nothing in the knowledge base fits.`,
  out_of_scope: () => "Not something the shop's assistant answers.",
  small_talk: () => "Small talk.",
  form: () => "Collecting what it needs to find the order.",
  order_shown: () => "Found the order and showed it.",
  orders_offered: () => "Offered the customer their own orders.",
  parcel_shown: () => "Found the parcel and showed it.",
  order_mismatch: () => "The order number and the phone digits do not belong together.",
  order_not_provable: () => "The order holds nothing of what the visitor was asked for.",
  one_moment: () => "Waits for the assistant, which is being restarted.",
  cooling_down: () =>
    "A colleague gave this chat back for the same reason just now; a person was offered.",
  asked: (about) => (about === "" ? "Asked for a person." : `Asked for a person, about ${about}.`),
  complaint: () => "The visitor is complaining.",
  danger: () => "Somebody is hurt, or may be.",
  wrong_answer: () => "The visitor says that this was not the question.",
  no_question: () => "The line asks nothing that was understood.",
  other_language: () => "Writes in a language that the assistant does not speak.",
  nothing_found_twice: (about) =>
    about === ""
      ? "Asked twice; nothing in the knowledge base fits."
      : `Asked twice, last about ${about}; nothing in the knowledge base fits.`,
  bot_unavailable: () => "The assistant could not be reached.",
  knowledge_base_unavailable: () => "The knowledge base could not be searched.",
  order_change: (about) =>
    about === ""
      ? "Wants an order changed; only a person can do that."
      : `Wants an order changed (${about}); only a person can do that.`,
  missing_or_damaged: () => "Something is missing or arrived damaged.",
  order_question: () => "Asked about an order; the bot looks up none in this shop.",
  own_intent: () => "Asked what the shop has a person for.",
  number_malformed: () => "Gave a number twice that cannot be an order number.",
  proof_malformed: () => "Was asked twice for what proves the order, and gave none of it.",
  order_source_failed: () => "The order system did not answer.",
  order_not_verified: () => "Could not show that the order is theirs.",
  wrote_again: () => "Left a message earlier and is here again.",
  same_again: () => "The same answer would have come twice: offered others.",
};

const intents: Record<IntentName, string> = {
  greet: "greeting",
  goodbye: "goodbye",
  thank: "thanks",
  affirm: "yes",
  deny: "no",
  bot_challenge: "asks whether it is a bot",
  request_human: "wants a person",
  track_order: "order status",
  track_parcel: "parcel tracking",
  delivery_time: "delivery time",
  shipping_fee: "shipping fees",
  change_address: "a change of address",
  change_delivery_time: "a change of delivery time",
  cancel_order: "cancelling an order",
  modify_order: "changing an order",
  return_or_exchange: "returns and exchanges",
  refund_status: "a refund",
  missing_or_damaged: "missing or damaged goods",
  invoice: "invoices",
  payment: "payment",
  price_protection: "price protection",
  coupon: "coupons",
  customs_duty: "customs duty",
  warranty: "warranty",
  membership: "membership",
  complaint: "complaint",
  danger: "danger",
  abuse: "abuse",
  acknowledge: "laughter or a nod",
  wrong_answer: "says that the answer was wrong",
  ask_abilities: "asks what the assistant can do",
  ask_who_reads: "asks who reads along",
  staff_contact: "how to reach the staff",
  out_of_scope: "outside the shop's business",
  nlu_fallback: "not understood",
};

const entities: Record<EntityName, string> = {
  order_number: "Order",
  tracking_number: "Parcel",
  phone: "Phone",
  phone_last4: "Phone, last four",
  email: "Email",
  postal_code: "Postal code",
  surname: "Surname",
  date: "Date",
};

const events: Record<EventType, EventWording> = {
  handed_off: () => "Handed over to a person",
  queue_left: () => "The visitor left the queue",
  assigned: (name) => `${name} took the chat`,
  released: (name) => `${name} put the chat back in the queue`,
  transferred: (name, _score, to) => `${name} passed the chat to ${to}`,
  passed_on: (name) => `${name} passed the chat on; it waits for a colleague`,
  returned: (name) => `${name} returned the chat to the assistant`,
  resolved: (name) => (name === "" ? "Resolved" : `Resolved by ${name}`),
  reopened: () => "The visitor wrote again: reopened",
  rated: (_name, score) => `The visitor rated the chat ${score} of 5`,
  message_offered: () => "Asked to leave a message",
  message_left: (_name, _score, _to, message) => `The visitor left a message: ${message}`,
  message_kept: (name) =>
    name === "" ? "Back among the messages" : `${name} put it back among the messages`,
  message_joined: () => "Added to the message",
  wait_ended: () => "The wait ended: nobody came. The assistant is back",
  visitor_left: () => "The visitor left while waiting",
  reminded: () => "Silent for a while: the visitor was reminded",
  closed_idle: () => "Closed: the visitor stayed silent",
};

const failures: Record<FailureCode, FailureWording> = {
  no_acknowledgement: () => "the desk did not answer.",
  unreachable: () => "the desk could not be reached.",
  text_too_long: (limit) => `it is longer than ${limit} characters.`,
  text_empty: () => "it is empty.",
  rate_limited: (_limit, seconds) => `too many at once; wait ${shortened(seconds, "s", "min")}.`,
  too_many_connections: (limit) => `it is open ${limit} times already. Close another window.`,
  not_found: () => "this chat is not there any more.",
  not_allowed: () => "this chat is not yours.",
  transition_not_allowed: () => "the chat has moved on in the meantime.",
  unread_message: () => "the visitor has just written. Read it first.",
  capacity_reached: (limit) => `you hold ${limit} chats already, as many as you can.`,
  agent_unavailable: () => "this colleague is not on duty any more.",
  id_conflict: () => "another message already has its number.",
  storage_unavailable: () => "the desk cannot store anything just now.",
  not_authenticated: () => "your session has ended.",
  invalid_payload: () => "the desk did not understand this page. Reload it.",
  unknown_event: () => "the desk does not know this action. Reload the page.",
  internal: () => "something failed in the desk.",
};

/** The console's texts in English; the other languages must have the shape of this file. */
export const en = {
  title: (waiting: number, unread: number) =>
    [
      ...(unread > 0 ? [`(${unread}) new`] : []),
      ...(waiting > 0 ? [`(${waiting}) waiting`] : []),
      "Relay console",
    ].join(" · "),

  login: {
    heading: "Log in",
    lead: "Answer the chats that need a person.",
    email: "Email",
    password: "Password",
    submit: "Log in",
    submitting: "Logging in…",
    language: "Language",
    missing: "Enter your email and your password.",
    wrong: "Email or password is not right. Your email is kept; enter the password again.",
    limited: (seconds: number) =>
      `Too many tries. You can log in again in ${shortened(seconds, "s", "min")}.`,
    unreachable: "The desk did not answer. Nothing is lost: try again in a moment.",
    csrf: "This page was open too long. Log in once more; it will work now.",
    other: (code: string) => `Logging in failed (${code}). Try again, or tell your administrator.`,
    ended: "Your session has ended. Log in to go on; what you were writing is kept.",
    checking: "Opening the console…",
  },

  connection: {
    connecting: "Connecting…",
    lost: "No connection. What you write is kept.",
    offline: (seconds: number) =>
      seconds > 0
        ? `No connection. Trying again in ${seconds} s. What you write is kept.`
        : "No connection. Trying now. What you write is kept.",
    refused: (code: string) =>
      `The desk does not accept this page (${code}). Reload it; what you write is kept.`,
    turnedAway: (words: string) =>
      `The desk refuses this connection (“${words}”). What you write is kept.`,
    blocked:
      "Your network blocks WebSockets, which the console needs. Ask who runs it to let them through;" +
      " what you write is kept.",
    retry: "Try now",
  },

  header: {
    logout: "Log out",
    help: "Keyboard shortcuts",
  },

  alerts: {
    heading: "Sounds and notifications",
    hint: "This browser keeps them. With several tabs open, one of them rings.",
    kinds: { chat: "A chat that waits for you", line: "A new message in a chat of yours" },
    hints: {
      chat: "While you are on duty.",
      line: "Unless you are looking at this chat.",
    },
    channels: { sound: "Sound", notification: "Notification" },
    test: "Test",
    testTitle: "A test",
    testBody: "This is how the console tells you what is new.",
    testedSound: {
      off: "The sound is off.",
      played:
        "A sound was played. If you heard none, check the volume and whether this tab is muted.",
      blocked: "This browser blocks the sound of this page. Allow sound for it in its settings.",
    },
    testedNotification: {
      off: "Notifications are off.",
      shown:
        "A notification was sent. If you see none, your system holds it back, as with “do not disturb”.",
      failed:
        "This browser shows no notifications of a page. The sound and the tab's title remain.",
      denied: "This browser blocks notifications for this page. Allow them in its settings.",
      default: "The browser has asked you for permission, and still waits for an answer.",
      unsupported:
        "This browser shows no notifications here. Most show them only for pages under https.",
    },
    muted: "The browser keeps this page silent. A click in it turns the sound on.",
    offered: "A visitor is waiting for a person",
    lines: (count: number) => (count <= 1 ? "New message" : `${count} new messages`),
  },

  duty: {
    label: "Your duty",
    names: { on: "On duty", away: "Away", off: "Off duty" },
    hints: {
      on: "Waiting chats ring here.",
      away: "No new chats ring. You keep yours, and hear their new messages.",
      off: "No new chats ring. You keep yours, and hear their new messages.",
    },
  },

  offer: {
    label: "Chats that ring for you",
    accept: "Accept",
    decline: "Not now",
    left: (seconds: number) => `${seconds} s`,
  },

  transfer: {
    open: "Transfer",
    heading: "Transfer this chat",
    to: "To whom",
    team: (name: string) => `Team ${name}`,
    speaks: (language: string) => `Anyone who speaks ${language}`,
    toQueue: "front of the queue",
    load: (chats: number, capacity: number) => `${chats} of ${capacity} chats`,
    nobody: "You are the only agent of this shop.",
    note: "Note",
    noteHint: "What should they know? Only agents see it.",
    cancel: "Cancel",
    send: "Transfer",
    done: (name: string) => `${name} has the chat now.`,
    queued: "It waits at the front of the queue.",
    wanted: (team: string) => `for ${team.charAt(0).toLowerCase()}${team.slice(1)}`,
  },

  lists: {
    label: "Chats",
    waiting: "Waiting",
    messages: "Messages",
    mine: "Mine",
    all: "All",
    count: (name: string, count: number) => `${name}, ${count}`,
    more: "Load more",
    loading: "Loading chats…",
    failed: "The list did not load.",
    retry: "Try again",
    unread: (count: number) => (count === 1 ? "1 unread message" : `${count} unread messages`),
    late: "Waiting long",
    veryLate: "Waiting too long",
    saidBy: { visitor: "", bot: "Assistant: ", agent: "Agent: ", system: "" },
    emptyWaiting: "Nobody is waiting",
    emptyWaitingHint: "New chats appear here and ring. Leave this page open.",
    emptyMessages: "No messages to answer",
    emptyMessagesHint: "What visitors leave while nobody is there waits here for an answer.",
    emptyMine: "You have no chats",
    emptyMineHint: "Open one under Waiting and press c to claim it.",
    emptyAll: "No chats yet",
    emptyAllHint: "They appear as soon as a visitor writes in the shop's widget.",
  },

  states: {
    bot: "Assistant",
    queued: "Waiting",
    assigned: "With an agent",
    left_message: "Left a message",
    resolved: "Resolved",
  },
  assignedTo: (name: string) => `With ${name}`,
  assignedToYou: "With you",

  languages: { "zh-Hans": "中文（简体）", "zh-Hant": "中文（繁體）", en: "English" },
  languagesShort: { "zh-Hans": "简", "zh-Hant": "繁", en: "EN" },

  actions: {
    claim: "Claim",
    release: "Back to queue",
    return: "Return to assistant",
    resolve: "Resolve",
    back: "Back to the list",
    close: "Close",
    working: "One moment…",
    unsentHeading: "There is a reply that was not sent.",
    unsentHint: "It stays here if you resolve the chat, but the visitor never sees it.",
    resolveAnyway: "Resolve anyway",
    keepOpen: "Keep it open",
  },

  thread: {
    label: "Conversation",
    idle: "All quiet",
    idleHint: "A chat that needs a person appears on the left, and rings.",
    none: "No chat is open",
    noneHint: "Choose one on the left, or press j. With ? you see every shortcut.",
    noneWaiting: (count: number) =>
      count === 1
        ? "One visitor is waiting for a person."
        : `${count} visitors are waiting for a person.`,
    openNext: "Open the longest waiting",
    loading: "Loading the conversation…",
    failed: "The conversation did not load.",
    retry: "Try again",
    older: "Load earlier messages",
    olderLoading: "Loading earlier messages…",
    beginning: "The conversation begins here",
    new: "New",
    latest: "To the newest message",
    bot: "Assistant",
    note: "Note, only agents see it",
    typing: (name: string) => `${name} is typing…`,
    sending: "Sending…",
    helpful: "The visitor found this helpful",
    notHelpful: "The visitor did not find this helpful",
    notHelpfulReason: {
      other_question: "it answers another question",
      incomplete: "something is missing",
      unclear: "hard to understand",
      outdated: "out of date or wrong",
    },
    opensInNewTab: "opens in a new tab",
    choices: "Offered",
    source: (question: string) => `From “${question}”`,
  },

  events,
  someone: "An agent",

  explanation: {
    label: "What the assistant understood",
    readAs: "Read as",
    decisions: {
      answer: "Answered",
      clarify: "Asked which one",
      act: "Looked it up",
      say: "Replied",
      nothing: "Had no answer",
      hand_off: "Handed over",
    },
    intent: "Intent",
    band: "Knowledge base",
    bands: { answer: "Sure", clarify: "Half sure", hand_off: "Nothing fits" },
  },

  handoff: {
    heading: "Why a person",
    fold: "Show less",
    unfold: "Show more",
    use: "Use",
    useLabel: (question: string) => `Put the answer to “${question}” into the reply`,
    unknownReason: (code: string) => `Handed over (${code}).`,
  },

  reasons,

  intents,

  entities,
  copy: (value: string) => `Copy ${value}`,
  copied: "Copied",

  composer: {
    reply: "Reply",
    note: "Note",
    mode: "Write a",
    replyPlaceholder: "Write a reply",
    notePlaceholder: "Write a note that only agents see",
    send: "Send",
    saveNote: "Save note",
    hint: "Enter sends, Shift+Enter breaks the line",
    left: (count: number) => `${count} left`,
    tooLong: (over: number, limit: number) =>
      `${over} too many. A message holds ${limit} characters.`,
    fromEntry: (entry: string) => `From stored answer ${entry}`,
    tryAgain: "Try again",
    discard: "Back to editing",
    notSent: "Not sent. Your text is kept.",
    notSentWhy: (why: string) => `Not sent: ${why} Your text is kept.`,
    kept: "Your unsent text is kept:",
    claimFirst: "Claim this chat to write in it.",
    claimedBy: (name: string) => `${name} is answering. You can read along.`,
    justTaken: (name: string) => `${name} has just taken this chat. You can read along.`,
    withBot: "The assistant is answering. You can read along.",
    resolved: "This chat is resolved. It opens again when the visitor writes.",
    leftMessage: "The visitor left a message. Claim the chat to answer.",
    next: "Next waiting chat",
  },

  leftMessage: {
    heading: "Left a message",
    contact: { email: "Email", phone: "Phone" },
    reference: "Number",
    left: "Left",
    settled: "answered",
    answerBy: (time: string) => `answer promised by ${time}`,
  },

  trust: {
    levels: { signed: "Signed in at the shop", order_proved: "Order proved", guest: "Guest" },
    kinds: { phone: "phone", email: "email", postal_code: "postal code", surname: "surname" },
    and: " and ",
  },

  customer: {
    label: "Customer",
    fold: "Hide the customer",
    toggle: "Show or hide the customer",
    language: "Language",
    writesIn: (language: string) => `Writes in ${language}, which the assistant does not speak`,
    unknown: "Not known yet",
    conversations: "Conversations",
    firstTime: "First conversation",
    nth: (count: number) => `${count} so far`,
    shop: "Shop",
    begun: "Begun",
    rating: "Rating",
    ratingOf: (score: number) => `${score} of 5`,
    numbers: "Numbers found",
    noNumbers: "No order, parcel or phone number yet.",
    notes: "Notes",
    noNotes: "No notes in this chat. Press n to write one.",
  },

  help: {
    heading: "Keyboard shortcuts",
    hint: "They work while you are not typing.",
    keys: {
      next: "Next chat",
      previous: "Previous chat",
      accept: "Accept what rings",
      transfer: "Transfer the open chat",
      claim: "Claim the open chat",
      reply: "Write a reply",
      note: "Write a note",
      resolve: "Resolve the open chat",
      help: "This list",
      escape: "Leave the text box, close what is open",
    },
    inComposer: "In the text box",
    enter: "Send",
    shiftEnter: "New line",
  },

  notices: {
    done: {
      claim: "The chat is yours.",
      release: "Back in the queue.",
      return: "Returned to the assistant.",
      resolve: "Resolved.",
    },
    takenBy: (name: string) => `${name} took this chat first. It is off your list.`,
    failed: (why: string) => `That did not work: ${why} You can try again.`,
    notYours: "You can write here once the chat is yours.",
    dismiss: "Dismiss",
    newMessage: (name: string) => `New message from ${name}`,
    queued: (name: string) => `${name} is waiting for a person`,
    received: (name: string) => `${name} has passed a chat to you`,
    open: "Open it",
  },

  failures,
  otherFailure: (code: string) => `the desk refused it (${code}).`,

  days: (count: number) => (count === 1 ? "1 day" : `${count} days`),
  /** Makes a failure's text a sentence of its own. */
  sentence: (words: string) => words.charAt(0).toUpperCase() + words.slice(1),
  /** "Visitor 4F2": the desk's label for a visitor without a name. */
  visitor: (code: string) => `Visitor ${code}`,
};

export type Texts = typeof en;
