import { describe, expect, it } from "vitest";
import { ApiError, type Session } from "./api";
import { SessionKeeper } from "./session";
import { ME } from "./testing/build";

type Http = ConstructorParameters<typeof SessionKeeper>[0];

const OUT: Session = { csrfToken: "anonymous", agent: null };
const IN: Session = { csrfToken: "of-ana", agent: ME };

/** The desk's HTTP side; each answer is taken in turn, and the last one stays. */
class FakeHttp {
  session: (Session | ApiError)[] = [OUT];
  login: (Session | ApiError)[] = [IN];
  tokens: string[] = [];

  readonly api = {
    ApiError,
    fetchSession: () => next(this.session),
    logIn: (token: string) => {
      this.tokens.push(token);
      return next(this.login);
    },
    logOut: () => Promise.resolve(),
  } satisfies Http;
}

async function next(answers: (Session | ApiError)[]): Promise<Session> {
  const answer = answers.length > 1 ? answers.shift() : answers[0];
  await Promise.resolve();
  if (answer === undefined) throw new Error("The test has no answer left.");
  if (answer instanceof ApiError) throw answer;
  return answer;
}

async function keeperOn(http: FakeHttp): Promise<SessionKeeper> {
  const keeper = new SessionKeeper(http.api);
  await keeper.check();
  return keeper;
}

describe("logging in", () => {
  it("opens the console with the session's own token", async () => {
    const http = new FakeHttp();
    const keeper = await keeperOn(http);

    await keeper.logIn("ana@shop.example", "secret");

    expect(keeper.state.value).toEqual({ status: "in", agent: ME });
    expect(http.tokens).toEqual(["anonymous"]);
    expect(keeper.csrfToken).toBe("of-ana");
  });

  it.each(["wrong_login", "unreachable", "origin_refused"])("says %s", async (code) => {
    const http = new FakeHttp();
    http.login = [new ApiError(code)];
    const keeper = await keeperOn(http);

    await keeper.logIn("ana@shop.example", "guess");

    expect(keeper.state.value).toEqual({
      status: "out",
      trouble: { code, until: null },
      busy: false,
    });
  });

  it("says when it may be tried again", async () => {
    const http = new FakeHttp();
    http.login = [new ApiError("rate_limited", 30)];
    const keeper = await keeperOn(http);
    const before = Date.now();

    await keeper.logIn("ana@shop.example", "guess");

    const state = keeper.state.value;
    expect(state.status === "out" && state.trouble?.until).toBeGreaterThanOrEqual(before + 30_000);
  });

  it("takes a fresh token after an old one was refused", async () => {
    const http = new FakeHttp();
    http.session = [OUT, { csrfToken: "fresh", agent: null }];
    http.login = [new ApiError("csrf_failed"), IN];
    const keeper = await keeperOn(http);

    await keeper.logIn("ana@shop.example", "secret");
    await keeper.logIn("ana@shop.example", "secret");

    expect(http.tokens).toEqual(["anonymous", "fresh"]);
    expect(keeper.state.value.status).toBe("in");
  });

  it("asks for what is missing before it asks the desk", async () => {
    const http = new FakeHttp();
    const keeper = await keeperOn(http);

    await keeper.logIn("  ", "secret");

    expect(keeper.state.value).toMatchObject({ trouble: { code: "missing" } });
    expect(http.tokens).toEqual([]);
  });
});

describe("a session", () => {
  it("that is lost while working says so", async () => {
    const http = new FakeHttp();
    http.session = [IN, OUT];
    const keeper = await keeperOn(http);

    await Promise.all([keeper.check(), keeper.check()]);

    expect(keeper.state.value).toMatchObject({ status: "out", trouble: { code: "ended" } });
  });

  it("outlasts a desk that is away", async () => {
    const http = new FakeHttp();
    http.session = [IN, new ApiError("unreachable")];
    const keeper = await keeperOn(http);

    await keeper.check();

    expect(keeper.state.value.status).toBe("in");
  });

  it("that cannot be looked up shows the login with the reason", async () => {
    const http = new FakeHttp();
    http.session = [new ApiError("unreachable")];

    const keeper = await keeperOn(http);

    expect(keeper.state.value).toMatchObject({ status: "out", trouble: { code: "unreachable" } });
  });
});
