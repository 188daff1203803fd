import { describe, expect, it } from "vitest";
import { linksIn } from "./LinkButtons";

const link = { id: "link-0", kind: "link", label: "Size guide" } as const;

describe("linksIn", () => {
  it("finds the pages among the choices", () => {
    const page = { ...link, url: "https://shop.example/sizes" };
    const person = { id: "person", kind: "person", label: "A person", url: null } as const;
    expect(linksIn([page, person])).toEqual([page]);
  });

  it.each([null, "http://shop.example", "javascript:alert(1)", "//shop.example"])(
    "shows no link to %s",
    (url) => {
      expect(linksIn([{ ...link, url }])).toEqual([]);
    },
  );
});
