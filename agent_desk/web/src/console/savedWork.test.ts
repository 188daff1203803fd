import { describe, expect, it } from "vitest";
import { openStore } from "../shared/storage";
import { saveChanges, loadWork, type SavedWork } from "./savedWork";
import { EMPTY_DRAFT } from "./state/model";
import { unsentLine } from "./testing/build";

const NOTHING: SavedWork = { drafts: {}, unsent: [] };

function blocked(): Storage {
  throw new Error("storage is blocked");
}

const emptyStore = () => openStore("test", blocked);

describe("what was being written", () => {
  it("comes back, a line under way as one without an answer", () => {
    const store = emptyStore();
    const work: SavedWork = {
      drafts: { a: { ...EMPTY_DRAFT, reply: "half a sent" } },
      unsent: [unsentLine("a")],
    };

    saveChanges(store, "ana", NOTHING, work);

    expect(loadWork(store, "ana").drafts).toEqual(work.drafts);
    expect(loadWork(store, "ana").unsent[0]).toMatchObject({
      status: "failed",
      failure: { code: "no_acknowledgement" },
    });
  });

  it("is nobody else's", () => {
    const store = emptyStore();
    saveChanges(store, "ana", NOTHING, { drafts: {}, unsent: [unsentLine("a")] });

    expect(loadWork(store, "ben")).toEqual(NOTHING);
  });

  it("of another tab stays as it is", () => {
    const store = emptyStore();
    saveChanges(store, "ana", NOTHING, {
      drafts: { a: { ...EMPTY_DRAFT, reply: "from tab one" } },
      unsent: [],
    });

    saveChanges(store, "ana", NOTHING, {
      drafts: { b: { ...EMPTY_DRAFT, reply: "from tab two" } },
      unsent: [],
    });

    expect(Object.keys(loadWork(store, "ana").drafts)).toEqual(["a", "b"]);
  });

  it("is forgotten once it is sent", () => {
    const store = emptyStore();
    const written: SavedWork = { drafts: {}, unsent: [unsentLine("a")] };
    saveChanges(store, "ana", NOTHING, written);

    saveChanges(store, "ana", written, NOTHING);

    expect(store.get("ana")).toBeNull();
  });

  it.each(["not json", "[]", '{"drafts":{"a":{}},"unsent":[]}', '{"drafts":null,"unsent":[{}]}'])(
    "is nothing when %s stands there",
    (text) => {
      const store = emptyStore();
      store.set("ana", text);

      expect(loadWork(store, "ana")).toEqual(NOTHING);
    },
  );

  it("of an earlier version is read as well", () => {
    const store = emptyStore();
    const line = {
      conversationId: "a",
      clientMessageId: "aaaaaaaa",
      text: "on my way",
      note: false,
      entry: null,
      writtenAt: "2026-11-21T08:00:00.000Z",
      status: "sending",
      failure: null,
    };
    const drafts = { b: { ...EMPTY_DRAFT, reply: "half a sent" } };
    store.set("ana", JSON.stringify({ drafts, unsent: [line] }));

    const work = loadWork(store, "ana");

    expect(work.drafts).toEqual(drafts);
    expect(work.unsent).toMatchObject([
      { text: "on my way", createdAt: Date.parse(line.writtenAt), status: "failed" },
    ]);
  });

  it("with a broken part keeps the others", () => {
    const store = emptyStore();
    const written = { drafts: { a: 7 }, unsent: [unsentLine("b"), { text: "no id" }, null] };
    store.set("ana", JSON.stringify(written));

    expect(loadWork(store, "ana").drafts).toEqual({});
    expect(loadWork(store, "ana").unsent).toHaveLength(1);
  });
});
