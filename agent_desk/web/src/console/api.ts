/** The console's HTTP calls: who is logged in, logging in and out. */
import type { Failure } from "../shared/failure";
import type { AgentView } from "../shared/payloads";

export interface Session {
  csrfToken: string;
  agent: AgentView | null;
}

/** The desk refused the call (a code of its own), or could not be reached (`unreachable`). */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly code: string,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(code);
  }
}

/** What to show about a failed call. Throws what is no ApiError. */
export function apiFailureOf(error: unknown): Failure {
  if (!(error instanceof ApiError)) throw error;
  const { code, retryAfterSeconds } = error;
  return { code, limit: null, retryAfterSeconds };
}

/** Rejects with ApiError, as the other two do. */
export async function fetchSession(): Promise<Session> {
  return sessionIn(await call("GET", "/api/session"));
}

export async function logIn(csrfToken: string, email: string, password: string): Promise<Session> {
  return sessionIn(await call("POST", "/api/login", csrfToken, { email, password }));
}

export async function logOut(csrfToken: string): Promise<void> {
  await call("POST", "/api/logout", csrfToken);
}

interface SessionAnswer {
  csrf_token: string;
  agent: AgentView | null;
}

interface ErrorAnswer {
  error?: { code?: string; retry_after_seconds?: number | null };
}

function sessionIn(answer: unknown): Session {
  const { csrf_token: csrfToken, agent } = answer as SessionAnswer;
  return { csrfToken, agent };
}

async function call(
  method: "GET" | "POST",
  path: string,
  csrfToken?: string,
  body?: object,
): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: {
        Accept: "application/json",
        ...(csrfToken === undefined ? {} : { "X-CSRF-Token": csrfToken }),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new ApiError("unreachable");
  }
  const text = await response.text();
  if (!response.ok) throw errorIn(response.status, text);
  return text === "" ? null : JSON.parse(text);
}

/** A proxy in front of the desk answers in a form of its own: then the status is the code. */
function errorIn(status: number, text: string): ApiError {
  try {
    const { error } = JSON.parse(text) as ErrorAnswer;
    if (error?.code) return new ApiError(error.code, error.retry_after_seconds ?? null);
  } catch {
    // Not JSON: the status below has to do.
  }
  return new ApiError(status >= 500 ? "unreachable" : String(status));
}
