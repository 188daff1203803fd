import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { secondsUntil } from "../../shared/time";
import { now } from "../clock";
import { useApp, useTexts } from "../context";
import type { Trouble } from "../loginSession";
import type { Texts } from "../texts";
import { BrandMark } from "./BrandMark";
import { Icon } from "./Icon";
import { LanguageSwitch } from "./LanguageSwitch";

interface Props {
  trouble: Trouble | null;
  busy: boolean;
}

/** Email and password; the email stays after a wrong password. */
export function Login({ trouble, busy }: Props) {
  const texts = useTexts();
  const { login } = useApp();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const emailBox = useRef<HTMLInputElement>(null);
  const passwordBox = useRef<HTMLInputElement>(null);
  const seconds = secondsLeft(trouble, now.value);
  const secondsAtFirst = useMemo(() => secondsLeft(trouble, Date.now()), [trouble]);
  const limited = seconds > 0;

  useEffect(() => emailBox.current?.focus(), []);
  useEffect(() => {
    if (trouble?.code !== "wrong_login") return;
    setPassword("");
    passwordBox.current?.focus();
  }, [trouble]);

  const submit = (event: Event) => {
    event.preventDefault();
    if (!busy && !limited) void login.logIn(email, password);
  };

  return (
    <main class="login">
      <form class="login-form" onSubmit={submit} noValidate data-testid="login-form">
        <p class="brand">
          <BrandMark /> Relay
        </p>
        <h1>{texts.login.heading}</h1>
        <p class="quiet">{texts.login.lead}</p>
        <div role="alert" class="login-trouble">
          {trouble && (trouble.until === null || limited) && (
            <p
              class={trouble.code === "ended" ? "told wait" : "told trouble"}
              data-testid="login-error"
            >
              <Icon name="alert" />
              {/* Heard once: the countdown is for eyes only. */}
              <span class="unseen">{wordTrouble(texts, trouble, secondsAtFirst)}</span>
              <span aria-hidden="true">{wordTrouble(texts, trouble, seconds)}</span>
            </p>
          )}
        </div>
        <label class="field">
          <span>{texts.login.email}</span>
          <input
            ref={emailBox}
            type="email"
            name="email"
            autocomplete="username"
            inputMode="email"
            required
            value={email}
            data-testid="login-email"
            onInput={(event) => {
              setEmail(event.currentTarget.value);
              login.emailChanged();
            }}
          />
        </label>
        <label class="field">
          <span>{texts.login.password}</span>
          <input
            ref={passwordBox}
            type="password"
            name="password"
            autocomplete="current-password"
            required
            value={password}
            data-testid="login-password"
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        </label>
        <button
          class="button primary wide"
          type="submit"
          disabled={busy || limited}
          data-testid="login-submit"
        >
          {busy ? texts.login.submitting : texts.login.submit}
        </button>
        <LanguageSwitch />
      </form>
    </main>
  );
}

function secondsLeft(trouble: Trouble | null, at: number): number {
  return trouble?.until == null ? 0 : secondsUntil(trouble.until, at);
}

function wordTrouble(texts: Texts, { code }: Trouble, seconds: number): string {
  switch (code) {
    case "missing":
      return texts.login.missing;
    case "wrong_login":
      return texts.login.wrong;
    case "rate_limited":
      return texts.login.limited(seconds);
    case "unreachable":
      return texts.login.unreachable;
    case "csrf_failed":
      return texts.login.csrf;
    case "ended":
      return texts.login.ended;
    default:
      return texts.login.other(code);
  }
}
