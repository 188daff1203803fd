import { beforeEach, describe, expect, it } from "vitest";
import type { ToFrame, ToPage } from "../loader/protocol";
import { joinHost } from "./host";

const SHOP = "https://shop.example";

/** A frame's window with a page around it; `posted` is what that page received. */
class FakeWindow extends EventTarget {
  readonly posted: [ToPage, string][] = [];
  readonly page = {
    postMessage: (message: ToPage, origin: string) => this.posted.push([message, origin]),
  };
  parent: unknown = this.page;

  receive(data: unknown, origin: string, source: unknown = this.page): void {
    this.dispatchEvent(Object.assign(new Event("message"), { data, origin, source }));
  }
}

describe("joinHost", () => {
  let self: FakeWindow;
  let onMessage: ToFrame[];
  const join = (origin: string | null) =>
    joinHost(origin, self as unknown as Window, (message) => onMessage.push(message));

  beforeEach(() => {
    self = new FakeWindow();
    onMessage = [];
  });

  it("hears the page that holds the frame", () => {
    join(SHOP);
    self.receive({ relay: "page", type: "identify", identity: "jwt" }, SHOP);

    expect(onMessage).toEqual([{ relay: "page", type: "identify", identity: "jwt" }]);
  });

  it.each([
    ["another origin", "https://evil.example"],
    ["an origin that begins the same", "https://shop.example.evil.example"],
    ["the same host on http", "http://shop.example"],
  ])("ignores %s", (_name, origin) => {
    join(SHOP);
    self.receive({ relay: "page", type: "identify", identity: "jwt" }, origin);

    expect(onMessage).toEqual([]);
  });

  it("ignores another window of the right origin", () => {
    join(SHOP);
    self.receive({ relay: "page", type: "hidden" }, SHOP, {});

    expect(onMessage).toEqual([]);
  });

  it.each([null, undefined, "hidden", { type: "hidden" }, { relay: "page", type: "other" }])(
    "ignores %j",
    (data) => {
      join(SHOP);
      self.receive(data, SHOP);

      expect(onMessage).toEqual([]);
    },
  );

  it("speaks to that origin only", () => {
    join(SHOP).post({ relay: "frame", type: "close" });

    expect(self.posted).toEqual([[{ relay: "frame", type: "close" }, SHOP]]);
  });

  it.each([null, "", "*", "null", "https://shop.example/path", "javascript:0"])(
    "speaks to nobody when the origin is %j",
    (origin) => {
      const host = join(origin);
      host.post({ relay: "frame", type: "close" });

      expect(host.framed).toBe(false);
      expect(self.posted).toEqual([]);
    },
  );

  it("is a page of its own when nothing holds it", () => {
    self.parent = self;

    expect(join(SHOP).framed).toBe(false);
  });
});
