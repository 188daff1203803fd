import { describe, expect, it } from "vitest";
import { retryDelay } from "./retry";

describe("retryDelay", () => {
  const middle = () => 0.5;

  it("doubles from one second and stays at thirty", () => {
    expect([0, 1, 2, 3, 10].map((attempt) => retryDelay(attempt, middle))).toEqual([
      1000, 2000, 4000, 8000, 30_000,
    ]);
  });

  it("is spread by a quarter to either side", () => {
    expect(retryDelay(2, () => 0)).toBe(3000);
    expect(retryDelay(2, () => 1)).toBe(5000);
  });
});
