import { describe, expect, it } from "vitest";
import { openStore } from "./storage";

const blocked = (): Storage => {
  throw new DOMException("blocked", "SecurityError");
};

describe("openStore", () => {
  it("works in memory where storage is blocked, and says that it is not stored", () => {
    const store = openStore("test", blocked);

    expect(store.set("draft", "hello")).toBe(false);
    expect(store.get("draft")).toBe("hello");
    store.remove("draft");
    expect(store.get("draft")).toBeNull();
  });

  it("keeps a value in memory when storage is full", () => {
    const full = {
      getItem: () => null,
      removeItem: () => undefined,
      setItem: () => {
        throw new DOMException("full", "QuotaExceededError");
      },
    } as unknown as Storage;
    const store = openStore("test", () => full);

    expect(store.set("draft", "hello")).toBe(false);
    expect(store.get("draft")).toBe("hello");
  });
});
