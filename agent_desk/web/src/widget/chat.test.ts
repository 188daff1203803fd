import { effect } from "@preact/signals";
import { expect, it } from "vitest";
import { createChat } from "./chat";
import { Session } from "./session";
import { aConversation, aSession, aStore, FakeDesk } from "./testing/desk";

function open() {
  const fake = new FakeDesk();
  const store = aStore();
  const session = new Session({
    shopId: "demo",
    language: "zh-Hans",
    store,
    identity: null,
    askForIdentity: () => undefined,
    connect: (auth) => {
      fake.auth = auth;
      return fake.desk;
    },
  });
  const host = { framed: false, post: () => undefined };
  return { desk: fake, chat: createChat({ session, store, host }) };
}

it("speaks the page's language until the visitor has written", () => {
  const { desk, chat } = open();

  desk.emit("session_ready", aSession());

  expect(chat.language).toBe("zh-Hans");
  expect(chat.texts.talkToPerson).toBe("转人工");
  expect(chat.session.shopTexts.value?.name).toBe("商店");
});

it("follows the chat, and tells who reads its texts", () => {
  const { desk, chat } = open();
  const words: string[] = [];
  effect(() => {
    words.push(chat.texts.leaveTitle);
  });
  desk.emit("session_ready", aSession());

  desk.emit("conversation_changed", aConversation({ language: "en", last_seq: 1 }));
  desk.emit("conversation_changed", aConversation({ language: "zh-Hant", last_seq: 2 }));

  expect(words).toEqual(["给我们留言", "Leave a message", "給我們留言"]);
  expect(chat.session.shopTexts.value?.name).toBe("商店");
});

it("comes back in the chat's language on a page in another one", () => {
  const { desk, chat } = open();

  desk.emit("session_ready", aSession({ conversation: aConversation({ language: "en" }) }));

  expect(chat.texts.talkToPerson).toBe("Talk to a person");
  expect(chat.session.shopTexts.value?.name).toBe("Shop");
  expect(desk.auth().language).toBe("zh-Hans");
});
