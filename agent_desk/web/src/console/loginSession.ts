/** Who is logged in, and what the login screen shows. */
import { signal, type ReadonlySignal } from "@preact/signals";
import type { AgentView } from "../shared/payloads";
import * as api from "./api";
import { ApiError } from "./api";

export type SessionState =
  | { readonly status: "checking" }
  | { readonly status: "out"; readonly trouble: Trouble | null; readonly busy: boolean }
  | { readonly status: "in"; readonly agent: AgentView };

/** `ended`: the session was lost while working. Other codes are the desk's. */
export interface Trouble {
  readonly code: string;
  /** Epoch milliseconds before which trying again is refused. */
  readonly until: number | null;
}

type Api = Pick<typeof api, "fetchSession" | "logIn" | "logOut">;

export class LoginSession {
  readonly #api: Api;
  readonly #state = signal<SessionState>({ status: "checking" });
  #csrfToken = "";
  #checking: Promise<void> | null = null;

  constructor(http: Api = api) {
    this.#api = http;
  }

  get state(): ReadonlySignal<SessionState> {
    return this.#state;
  }

  /** For the `auth` of the socket; always the newest. */
  get csrfToken(): string {
    return this.#csrfToken;
  }

  /** Asks the desk who is logged in: at the start, and when the desk refuses this page. */
  check(): Promise<void> {
    // Several refusals at once lead to one request.
    this.#checking ??= this.#look().finally(() => (this.#checking = null));
    return this.#checking;
  }

  async logIn(email: string, password: string): Promise<void> {
    if (email.trim() === "" || password === "") {
      this.#out({ code: "missing", until: null });
      return;
    }
    this.#state.value = { status: "out", trouble: null, busy: true };
    try {
      if (this.#csrfToken === "") this.#csrfToken = (await this.#api.fetchSession()).csrfToken;
      const session = await this.#api.logIn(this.#csrfToken, email.trim(), password);
      this.#csrfToken = session.csrfToken;
      if (!session.agent) throw new ApiError("unreachable");
      this.#state.value = { status: "in", agent: session.agent };
    } catch (error) {
      const trouble = troubleIn(error);
      // The next try fetches a fresh token: this one has expired.
      if (trouble.code === "csrf_failed") this.#csrfToken = "";
      this.#out(trouble);
    }
  }

  /** Another email may be tried at once: the wait was for the one before. */
  emailChanged(): void {
    const state = this.#state.value;
    if (state.status === "out" && state.trouble?.code === "rate_limited") this.#out(null);
  }

  /** Ends the session. Rejects with ApiError when the desk did not get the request: then it goes on. */
  async logOut(): Promise<void> {
    await this.#api.logOut(this.#csrfToken);
    this.#csrfToken = "";
    this.#out(null);
  }

  async #look(): Promise<void> {
    const before = this.#state.value;
    try {
      const { csrfToken, agent } = await this.#api.fetchSession();
      this.#csrfToken = csrfToken;
      if (agent) {
        this.#state.value = { status: "in", agent };
        return;
      }
      if (before.status !== "out") {
        this.#out(before.status === "in" ? { code: "ended", until: null } : null);
      }
    } catch (error) {
      const trouble = troubleIn(error);
      // An agent stays logged in while the desk is away: the connection bar shows that.
      if (before.status !== "in") this.#out(trouble);
    }
  }

  #out(trouble: Trouble | null): void {
    this.#state.value = { status: "out", trouble, busy: false };
  }
}

function troubleIn(error: unknown): Trouble {
  if (!(error instanceof ApiError)) throw error;
  const wait = error.retryAfterSeconds;
  return { code: error.code, until: wait === null ? null : Date.now() + wait * 1000 };
}
