import { describe, expect, it } from "vitest";
import { numbersIn } from "./numbers";
import { explanation, line } from "./testing/build";

const ORDER = { entity: "order_number", value: "RL2611200001" };
const OTHER = { entity: "order_number", value: "RL2611200002" };
const DIGITS = { entity: "phone_last4", value: "8000" };

describe("numbersIn", () => {
  it("finds the numbers of lines that no bot has read", () => {
    const lines = [line("a", 1), line("a", 2, { numbers: [ORDER, DIGITS] })];
    expect(numbersIn(lines)).toEqual([ORDER, DIGITS]);
  });

  it("puts the newest line first and names each number once", () => {
    const lines = [
      line("a", 1, { numbers: [ORDER] }),
      line("a", 2, { author: "bot", explanation: explanation({ numbers: [ORDER] }) }),
      line("a", 3, { numbers: [OTHER] }),
      line("a", 4, { numbers: [ORDER] }),
    ];
    expect(numbersIn(lines)).toEqual([ORDER, OTHER]);
  });
});
