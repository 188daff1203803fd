import { describe, expect, it } from "vitest";
import { layOut } from "./rows";
import { aLine, anEvent } from "./testing/lines";

const UTC = "UTC";

describe("layOut", () => {
  it("groups lines of one sender that are close in time", () => {
    const rows = layOut([aLine(1), aLine(2), aLine(3, { author: "bot" })], [], "visitor", UTC);

    expect(rows.map((row) => row.kind)).toEqual(["day", "group", "group"]);
    expect(rows[1]).toMatchObject({ author: "visitor", entries: [{ key: "m1" }, { key: "m2" }] });
  });

  it("starts a new group after five minutes", () => {
    const rows = layOut([aLine(1), aLine(6)], [], "visitor", UTC);

    expect(rows.filter((row) => row.kind === "group")).toHaveLength(2);
  });

  it("keeps two agents apart, and a note apart from a reply", () => {
    const rows = layOut(
      [
        aLine(1, { author: "agent", agent_name: "Mei" }),
        aLine(2, { author: "agent", agent_name: "Bo" }),
        aLine(3, { author: "agent", agent_name: "Bo", kind: "note" }),
      ],
      [],
      "agent",
      UTC,
    );

    expect(rows.filter((row) => row.kind === "group")).toHaveLength(3);
  });

  it("puts an event on a row of its own between groups", () => {
    const handedOff = anEvent("handed_off");
    const event = aLine(2, { kind: "event", author: "system", event: handedOff });

    const rows = layOut([aLine(1), event, aLine(3)], [], "visitor", UTC);

    expect(rows.map((row) => row.kind)).toEqual(["day", "group", "event", "group"]);
  });

  it("separates days in the reader's time zone", () => {
    const lines = [
      aLine(1, { created_at: "2026-03-10T15:59:00Z" }),
      aLine(2, { created_at: "2026-03-10T16:01:00Z" }),
    ];
    const days = (zone: string) =>
      layOut(lines, [], "visitor", zone).filter((r) => r.kind === "day");

    expect(days("UTC")).toHaveLength(1);
    expect(days("Asia/Shanghai")).toHaveLength(2);
  });

  it("puts pending lines last and keeps their key when they are committed", () => {
    const pending = {
      clientMessageId: "aaaaaaaa",
      text: "hi",
      createdAt: 0,
      status: "sending" as const,
      failure: null,
    };
    const keys = (rows: ReturnType<typeof layOut>) =>
      rows.flatMap((row) => (row.kind === "group" ? row.entries.map((entry) => entry.key) : []));

    const before = keys(layOut([aLine(1)], [pending], "visitor", UTC));
    const after = keys(
      layOut([aLine(1), aLine(2, { client_message_id: "aaaaaaaa" })], [], "visitor", UTC),
    );

    expect(before).toEqual(["m1", "aaaaaaaa"]);
    expect(after).toEqual(before);
  });
});
