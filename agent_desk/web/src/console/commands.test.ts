import { describe, expect, it } from "vitest";
import { commandOf, neighbour, type Shortcut } from "./commands";

function press(key: string, changes: Partial<Shortcut> = {}): Shortcut {
  const nothingElse = { ctrlKey: false, metaKey: false, altKey: false };
  return { key, ...nothingElse, isComposing: false, keyCode: 0, ...changes };
}

describe("a key", () => {
  it.each([
    ["j", "next"],
    ["K", "previous"],
    ["a", "accept"],
    ["c", "claim"],
    ["t", "transfer"],
    ["?", "help"],
    ["？", "help"],
    ["x", null],
  ])("%s means %s", (key, command) => {
    expect(commandOf(press(key), false)).toBe(command);
  });

  it("means nothing while somebody types, except Escape", () => {
    expect(commandOf(press("e"), true)).toBeNull();
    expect(commandOf(press("Escape"), true)).toBe("escape");
  });

  it("stays the browser's with Control or Command", () => {
    expect(commandOf(press("c", { ctrlKey: true }), false)).toBeNull();
    expect(commandOf(press("r", { metaKey: true }), false)).toBeNull();
  });

  it("that belongs to an IME's composition is no command", () => {
    expect(commandOf(press("Escape", { isComposing: true }), true)).toBeNull();
    expect(commandOf(press("Escape", { keyCode: 229 }), true)).toBeNull();
  });
});

describe("the neighbour in a list", () => {
  it("is the next or the one before", () => {
    expect(neighbour(["a", "b", "c"], "b", 1)).toBe("c");
    expect(neighbour(["a", "b", "c"], "b", -1)).toBe("a");
  });

  it("is none at the ends", () => {
    expect(neighbour(["a", "b"], "b", 1)).toBeNull();
    expect(neighbour(["a", "b"], "a", -1)).toBeNull();
  });

  it("of a chat that is not in the list is the first, or the last", () => {
    expect(neighbour(["a", "b"], "gone", 1)).toBe("a");
    expect(neighbour(["a", "b"], null, -1)).toBe("b");
    expect(neighbour([], null, 1)).toBeNull();
  });
});
