import { describe, expect, it } from "vitest";
import type { Colleague } from "../../shared/payloads";
import { byReadiness, languagesOf } from "./colleagues";

function colleague(name: string, changes: Partial<Colleague> = {}): Colleague {
  const held = { duty: "on", chats: 0, capacity: 4, team: null, languages: [] } as const;
  return { id: name, name, ...held, languages: [], ...changes };
}

describe("colleagues", () => {
  it("stand with those on duty first, most room first", () => {
    const agents = [
      colleague("off", { duty: "off" }),
      colleague("full", { chats: 4 }),
      colleague("away", { duty: "away" }),
      colleague("free", { chats: 1 }),
    ];

    expect(byReadiness(agents).map(({ name }) => name)).toEqual(["free", "full", "away", "off"]);
  });

  it("speak what any of them speaks", () => {
    const agents = [colleague("a", { languages: ["zh", "en"] }), colleague("b")];

    expect(languagesOf(agents)).toEqual(["en", "zh"]);
    expect(languagesOf([])).toEqual([]);
  });
});
