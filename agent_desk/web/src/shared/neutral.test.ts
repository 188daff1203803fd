import { describe, expect, it } from "vitest";
import { isolated, neutralPayload, neutralText } from "./neutral";

describe("neutralText", () => {
  it.each([
    "\u202a",
    "\u202b",
    "\u202c",
    "\u202d",
    "\u202e",
    "\u2066",
    "\u2067",
    "\u2068",
    "\u2069",
  ])("takes the control %j away", (control) => {
    expect(neutralText(`invoice${control}fdp.exe`)).toBe("invoicefdp.exe");
  });

  it.each([
    "مرحبا، أين طلبي رقم 1234؟",
    "שָׁלוֹם, איפה ההזמנה שלי?",
    "می‌خواهم", // with the non-joiner that Persian needs
    "\u200fשלום\u200f!",
    "नमस्ते, क्षेत्रीय",
    "สวัสดีค่ะ น้ำ",
    "Tiếng Việt",
    "👩‍👩‍👧 ❤️ 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
    "你好，订单",
    "",
  ])("leaves %j as it is", (text) => {
    expect(neutralText(text)).toBe(text);
    expect(neutralText(text.normalize("NFD"))).toBe(text.normalize("NFD"));
  });

  it("leaves a letter few of its thousand marks", () => {
    expect(neutralText(`a${"\u0301".repeat(1000)}b`)).toBe(`a${"\u0301".repeat(5)}b`);
  });

  it.each([
    ["pay\u{e0068}\u{e0069}\u{e007f}pal", "paypal"],
    ["\u{1f3f4}\u{e0068}\u{e0069}", "\u{1f3f4}"],
    [`\u{1f3f4}${"\u{e0061}".repeat(7)}\u{e007f}`, "\u{1f3f4}"],
    ["\u{e0001}\u{e0fff}a", "a"],
    ["bank\ufff9.\ufffaevil\ufffb", "bank.evil"],
    ["葛\u{e0100}城", "葛\u{e0100}城"],
  ])("drops hidden text: %j becomes %j", (text, shown) => {
    expect(neutralText(text)).toBe(shown);
  });

  it.each(["\u200b", "\u3164", "\u2800 \u2060", "\u{e0041}", "\u202e", " "])(
    "shows a sign for %j, which nobody can see",
    (text) => {
      expect(neutralText(text)).toBe("\ufffd");
    },
  );
});

describe("neutralPayload", () => {
  it("reaches every text at any depth, and no identifier", () => {
    const payload = {
      id: "a\u202e",
      conversation_id: "b\u202e",
      lines: [{ text: "c\u202e", choices: [{ entry: "d\u202e", label: "e\u202e" }] }],
      seq: 7,
      agent: null,
      ok: true,
    };

    expect(neutralPayload(payload)).toEqual({
      id: "a\u202e",
      conversation_id: "b\u202e",
      lines: [{ text: "c", choices: [{ entry: "d\u202e", label: "e" }] }],
      seq: 7,
      agent: null,
      ok: true,
    });
  });
});

describe("isolated", () => {
  it("encloses a name that is written from right to left", () => {
    expect(isolated("Ana")).toBe("Ana");
    expect(isolated("أحمد 7")).toBe("\u2068أحمد 7\u2069");
  });
});
