import { describe, expect, it } from "vitest";
import { currentIdentity, type IdentitySource } from "./identity";

describe("currentIdentity", () => {
  it("is what the page gave", async () => {
    expect(await currentIdentity("jwt")).toBe("jwt");
    expect(await currentIdentity(null)).toBeNull();
  });

  it("is fresh at every call of the page's function", async () => {
    let number = 0;
    const source = () => Promise.resolve(`jwt ${(number += 1)}`);

    expect(await currentIdentity(source)).toBe("jwt 1");
    expect(await currentIdentity(source)).toBe("jwt 2");
    expect(await currentIdentity(() => "at once")).toBe("at once");
  });

  it.each([
    () => Promise.reject(new Error("the shop is down")),
    () => {
      throw new Error("a bug of the page");
    },
    () => undefined,
    () => ({ token: "jwt" }),
  ])("is none when the function fails or gives something else", async (source) => {
    expect(await currentIdentity(source as unknown as IdentitySource)).toBeNull();
  });
});
