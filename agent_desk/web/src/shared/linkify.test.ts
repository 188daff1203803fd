import { describe, expect, it } from "vitest";
import { linkify } from "./linkify";

const links = (text: string) => linkify(text).flatMap((part) => (part.href ? [part.href] : []));

describe("linkify", () => {
  it("finds addresses and keeps the text around them", () => {
    expect(linkify("see https://a.example/x?y=1 now")).toEqual([
      { text: "see " },
      { text: "https://a.example/x?y=1", href: "https://a.example/x?y=1" },
      { text: " now" },
    ]);
  });

  it("stops where Chinese text begins, with no space between", () => {
    expect(links("请看https://a.example/退货。谢谢")).toEqual(["https://a.example/"]);
  });

  it.each([
    "",
    " now",
    "\nnow",
    "。谢谢",
    "，谢谢",
    "（官网）",
    "」",
    "退货",
    "ください",
    "カード",
    "입니다",
    "”",
    '"',
    ">",
    "). Thanks",
    "\u3000",
  ])("ends a host before %j", (rest) => {
    expect(links(`https://a.example${rest}`)).toEqual(["https://a.example/"]);
  });

  it("leaves the sentence's full stop and brackets outside", () => {
    expect(links("(at https://a.example/b_(c)).")).toEqual(["https://a.example/b_(c)"]);
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "ftp://a.example", "https://"])(
    "makes no link of %s",
    (text) => {
      expect(links(text)).toEqual([]);
    },
  );

  it("makes no link of an address that hides its host behind a name", () => {
    expect(links("https://bank.example@evil.example/")).toEqual([]);
  });

  it.each([
    "https://payp\u0430l.example/login",
    "https://bank.example.\u0435vil.example",
    "https://pay\u{1d5c9}al.example",
    "https://www.bank.example\u00b7evil.example",
    "https://bank.example\u2044login.evil.example",
    "https://bank.example\u2215login.evil.example",
    "https://bank.example\uff0flogin.evil.example",
    "https://bank.example\u30celogin.evil.example",
    "https://bank.example\u0660.evil.example",
    "https://bank.example\u2024evil.example",
    "https://bank.example。evil.example",
    "https://bank.example一login.evil.example",
    "https://bank.example\u0301.evil.example",
    "https://bank.example\u200b.evil.example",
    "https://bank.example.\u200bevil.example",
    "https://bank.example\ufeff.evil.example",
    "https://bank.example\u{e0041}.evil.example",
    "https://%65vil.example",
    "https://2130706433/",
    "https://0x7f.1/",
  ])("makes no link of %s, whose host is not what it seems", (text) => {
    expect(links(text)).toEqual([]);
  });

  it("shows a host of another alphabet in the form that cannot be mistaken", () => {
    expect(links("https://xn--pypal-4ve.example/")).toEqual(["https://xn--pypal-4ve.example/"]);
  });

  it("keeps markup as text", () => {
    const text = "<img src=x onerror=alert(1)> https://a.example/<b>";

    expect(
      linkify(text)
        .map((part) => part.text)
        .join(""),
    ).toBe(text);
    expect(links(text)).toEqual(["https://a.example/"]);
  });

  it("gives the whole text back for any text", () => {
    for (const text of [
      "",
      "plain",
      "https://a.example",
      "a https://a.example, b https://b.example",
    ]) {
      expect(
        linkify(text)
          .map((part) => part.text)
          .join(""),
      ).toBe(text);
    }
  });
});
