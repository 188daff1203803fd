import { describe, expect, it } from "vitest";
import type { Customer } from "../../shared/payloads";
import { anEvent } from "../../shared/testing/lines";
import { conversation, explanation, SHOP } from "../testing/build";
import { en } from "./en";
import {
  wordCustomer,
  wordEntity,
  wordEvent,
  wordFailure,
  wordHandoff,
  wordIntent,
  wordProofs,
  wordReason,
  wordShop,
  wordWish,
} from "./wording";
import { zhHans } from "./zh-Hans";
import { zhHant } from "./zh-Hant";

/** Every key as a path, with what it says when asked with any arguments. */
function said(texts: object, path = ""): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    const here = `${path}.${key}`;
    if (typeof value === "function") {
      all.set(here, (value as (...given: unknown[]) => string)("甲", 3));
    } else if (typeof value === "object" && value !== null) {
      for (const [inner, words] of said(value as object, here)) all.set(inner, words);
    } else {
      all.set(here, String(value));
    }
  }
  return all;
}

describe("the languages", () => {
  it.each([
    ["Simplified", zhHans],
    ["Traditional", zhHant],
  ])("have the same keys: English and %s Chinese", (_name, texts) => {
    expect([...said(texts).keys()].sort()).toEqual([...said(en).keys()].sort());
  });

  it.each([
    ["English", en],
    ["Simplified", zhHans],
    ["Traditional", zhHant],
  ])("leave nothing unsaid in %s", (_name, texts) => {
    const empty = [...said(texts)].filter(([, words]) => words.trim() === "").map(([key]) => key);
    // A visitor's own words need no "said by".
    expect(empty).toEqual([".lists.saidBy.visitor", ".lists.saidBy.system"]);
  });

  it("keep the scripts apart", () => {
    const simplified = [...said(zhHans)].filter(
      ([key, words]) => !key.startsWith(".languages") && /[會話請發應這個來時務]/.test(words),
    );
    const traditional = [...said(zhHant)].filter(
      ([key, words]) => !key.startsWith(".languages") && /[会话请发应这个来时务]/.test(words),
    );

    expect(simplified).toEqual([]);
    expect(traditional).toEqual([]);
  });
});

describe("the title of the page", () => {
  it.each([
    [0, 0, "Relay console"],
    [2, 0, "(2) waiting · Relay console"],
    [0, 3, "(3) new · Relay console"],
    [2, 3, "(3) new · (2) waiting · Relay console"],
  ])("counts %i who wait and %i unread lines", (waiting, unread, title) => {
    expect(en.title(waiting, unread)).toBe(title);
  });
});

describe("wording", () => {
  it("names a shop in the reader's language, and one without a name by its id", () => {
    expect(wordShop([SHOP], "demo", "zh-Hans")).toBe("灯笼巷");
    expect(wordShop([SHOP], "demo", "zh-Hant")).toBe("燈籠巷");
    expect(wordShop([SHOP], "demo", "en")).toBe("Lantern Lane");
    expect(wordShop([SHOP], "gone", "en")).toBe("gone");
  });

  it("names the subject of a handoff when the intent has one", () => {
    const about = explanation({
      reason: "nothing_found_twice",
      intent: { name: "delivery_time", confidence: 0.4 },
    });

    expect(wordHandoff(en, about)).toContain("delivery time");
    expect(wordHandoff(zhHans, about)).toContain("配送时效");
  });

  it("names no subject for an intent that has none", () => {
    const asked = explanation({
      reason: "asked",
      intent: { name: "request_human", confidence: 1 },
    });

    expect(wordHandoff(en, asked)).toBe("Asked for a person.");
  });

  it("shows codes that it does not know", () => {
    expect(wordReason(en, "brand_new", null)).toBe("brand_new");
    expect(wordHandoff(en, explanation({ reason: "brand_new" }))).toContain("brand_new");
    expect(wordIntent(en, "toString")).toBe("toString");
    expect(wordEntity(en, "colour")).toBe("colour");
    expect(wordFailure(en, { code: "brand_new", limit: null, retryAfterSeconds: null })).toContain(
      "brand_new",
    );
  });

  it("names an unknown visitor in the reader's language, and leaves real names alone", () => {
    const unknown: Customer = {
      visitor_id: "v",
      label: "Visitor 4F2",
      trust: "guest",
      proved_orders: [],
      language: null,
      other_language: null,
      conversations: 1,
    };

    expect(wordCustomer(zhHans, unknown)).toBe("访客 4F2");
    expect(wordCustomer(zhHans, { ...unknown, trust: "signed" })).toBe("Visitor 4F2");
    expect(wordCustomer(zhHans, { ...unknown, label: "Li Wei" })).toBe("Li Wei");
  });

  it("names what an order was proved with", () => {
    const proved = { order_number: "#1001", kinds: ["email", "surname"] as const, proved_at: "" };

    expect(wordProofs(en, { ...proved, kinds: [...proved.kinds] })).toBe("email and surname");
    expect(wordProofs(zhHans, { ...proved, kinds: ["phone"] })).toBe("手机号");
  });

  it("tells a chat that nobody resolved from one that an agent did", () => {
    expect(wordEvent(en, anEvent("resolved"))).toBe("Resolved");
    expect(wordEvent(en, anEvent("resolved", { agent_name: "Mei" }))).toBe("Resolved by Mei");
    expect(wordEvent(en, anEvent("assigned"))).toBe("An agent took the chat");
  });

  it("says from whom to whom a chat went", () => {
    const event = anEvent("transferred", { agent_name: "Mei", to_name: "Bo" });

    expect(wordEvent(en, event)).toBe("Mei passed the chat to Bo");
    expect(wordEvent(zhHans, event)).toBe("Mei 将会话转给了 Bo");
  });

  it("says for whom a chat waits that was passed on", () => {
    const wished = (wish: object) => conversation("a", { state: "queued", ...wish });

    expect(wordWish(en, "en", wished({ wanted_team: "Returns" }))).toBe("for team Returns");
    expect(wordWish(zhHans, "zh-Hans", wished({ wanted_language: "zh" }))).toBe(
      "转给 会中文的同事",
    );
    expect(wordWish(en, "en", wished({ wanted_language: "ru" }))).toBe(
      "for anyone who speaks Russian",
    );
    expect(wordWish(en, "en", wished({}))).toBeNull();
  });
});
