import { describe, expect, it } from "vitest";
import { ApiError, type Session } from "./api";
import { LoginSession } from "./loginSession";
import { ME } from "./testing/build";

type Http = ConstructorParameters<typeof LoginSession>[0];

const OUT: Session = { csrfToken: "anonymous", agent: null };
const IN: Session = { csrfToken: "of-ana", agent: ME };

/** The desk's HTTP side; each answer is taken in turn, and the last one stays. */
class FakeHttp {
  session: (Session | ApiError)[] = [OUT];
  login: (Session | ApiError)[] = [IN];
  tokens: string[] = [];

  readonly api = {
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

async function loginOn(http: FakeHttp): Promise<LoginSession> {
  const login = new LoginSession(http.api);
  await login.check();
  return login;
}

describe("logging in", () => {
  it("opens the console with the session's own token", async () => {
    const http = new FakeHttp();
    const login = await loginOn(http);

    await login.logIn("ana@shop.example", "secret");

    expect(login.state.value).toEqual({ status: "in", agent: ME });
    expect(http.tokens).toEqual(["anonymous"]);
    expect(login.csrfToken).toBe("of-ana");
  });

  it.each(["wrong_login", "unreachable", "origin_refused"])("says %s", async (code) => {
    const http = new FakeHttp();
    http.login = [new ApiError(code)];
    const login = await loginOn(http);

    await login.logIn("ana@shop.example", "guess");

    expect(login.state.value).toEqual({
      status: "out",
      trouble: { code, until: null },
      busy: false,
    });
  });

  it("says when it may be tried again", async () => {
    const http = new FakeHttp();
    http.login = [new ApiError("rate_limited", 30)];
    const login = await loginOn(http);
    const before = Date.now();

    await login.logIn("ana@shop.example", "guess");

    const state = login.state.value;
    expect(state.status === "out" && state.trouble?.until).toBeGreaterThanOrEqual(before + 30_000);
  });

  it("lets another email be tried at once", async () => {
    const http = new FakeHttp();
    http.login = [new ApiError("rate_limited", 3600)];
    const login = await loginOn(http);
    await login.logIn("anna@shop.example", "guess");

    login.emailChanged();

    expect(login.state.value).toEqual({ status: "out", trouble: null, busy: false });
  });

  it("takes a fresh token after an old one was refused", async () => {
    const http = new FakeHttp();
    http.session = [OUT, { csrfToken: "fresh", agent: null }];
    http.login = [new ApiError("csrf_failed"), IN];
    const login = await loginOn(http);

    await login.logIn("ana@shop.example", "secret");
    await login.logIn("ana@shop.example", "secret");

    expect(http.tokens).toEqual(["anonymous", "fresh"]);
    expect(login.state.value.status).toBe("in");
  });

  it("asks for what is missing before it asks the desk", async () => {
    const http = new FakeHttp();
    const login = await loginOn(http);

    await login.logIn("  ", "secret");

    expect(login.state.value).toMatchObject({ trouble: { code: "missing" } });
    expect(http.tokens).toEqual([]);
  });
});

describe("a session", () => {
  it("that is lost while working says so", async () => {
    const http = new FakeHttp();
    http.session = [IN, OUT];
    const login = await loginOn(http);

    await Promise.all([login.check(), login.check()]);

    expect(login.state.value).toMatchObject({ status: "out", trouble: { code: "ended" } });
  });

  it("outlasts a desk that is away", async () => {
    const http = new FakeHttp();
    http.session = [IN, new ApiError("unreachable")];
    const login = await loginOn(http);

    await login.check();

    expect(login.state.value.status).toBe("in");
  });

  it("that cannot be looked up shows the login with the reason", async () => {
    const http = new FakeHttp();
    http.session = [new ApiError("unreachable")];

    const login = await loginOn(http);

    expect(login.state.value).toMatchObject({ status: "out", trouble: { code: "unreachable" } });
  });
});
