import { afterEach, describe, expect, it, vi } from "vitest";
import { explainHandshake, WEBSOCKET_BLOCKED } from "./handshake";

const OPENED = () => new Response('0{"sid":"abc","upgrades":[]}');
const ENDED = () => new Response("ok");
const refused = (status: number, words: string) => () =>
  new Response(JSON.stringify(words), { status });

function desk(get: () => Response, post: () => Response = ENDED) {
  const asked = vi.fn((_address: string, { method }: RequestInit) =>
    Promise.resolve(method === "POST" ? post() : get()),
  );
  vi.stubGlobal("fetch", asked);
  return asked;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("explainHandshake", () => {
  it("blames the way between only if the desk accepts a connection, which it ends", async () => {
    const asked = desk(OPENED);

    expect(await explainHandshake()).toBe(WEBSOCKET_BLOCKED);
    expect(asked).toHaveBeenLastCalledWith("/socket.io/?EIO=4&transport=polling&sid=abc", {
      method: "POST",
      body: "1",
    });
  });

  it("gives the desk's words when it has too many connections", async () => {
    desk(refused(401, "Too many connections."));

    expect(await explainHandshake()).toMatchObject({
      code: "handshake_refused",
      message: "Too many connections.",
    });
  });

  it("gives the desk's words when it does not know the page", async () => {
    desk(OPENED, refused(400, "Not an accepted origin."));

    expect(await explainHandshake()).toMatchObject({ message: "Not an accepted origin." });
  });

  it.each([
    ["a proxy answers", () => new Response("<h1>Bad Gateway</h1>", { status: 502 })],
    ["another page answers", () => new Response("<p>Welcome</p>")],
    [
      "nothing answers",
      () => {
        throw new TypeError("fetch failed");
      },
    ],
  ])("says nothing when %s", async (_case, get) => {
    desk(get);

    expect(await explainHandshake()).toBeNull();
  });
});
