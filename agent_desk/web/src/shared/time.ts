/** Times as people say them: relative up to a day, then dates; in the reader's locale and zone. */
import type { Language } from "./names";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Options {
  language: Language;
  /** Epoch milliseconds. */
  now: number;
  /** IANA name; without it the reader's own. */
  timeZone?: string;
}

// Intl says "now" and 现在, which nobody says of a message.
const JUST_NOW: Record<Language, string> = {
  en: "just now",
  "zh-Hans": "刚刚",
  "zh-Hant": "剛剛",
};

/** "just now", "5 minutes ago", "3 hours ago", then "12 Mar" or "12 Mar 2024". */
export function relativeTime(at: number, { language, now, timeZone }: Options): string {
  const seconds = Math.round((now - at) / 1000);
  if (seconds < MINUTE) return JUST_NOW[language];
  const format = new Intl.RelativeTimeFormat(language);
  if (seconds < HOUR) return format.format(-Math.floor(seconds / MINUTE), "minute");
  if (seconds < DAY) return format.format(-Math.floor(seconds / HOUR), "hour");
  return shortDate(at, { language, now, timeZone });
}

/** "14:05": hours and minutes as the locale writes them. */
export function clockTime(at: number, language: Language, timeZone?: string): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
  }).format(at);
}

/** "Today", "Yesterday", then the date: what a day separator says. */
export function dayName(at: number, options: Options): string {
  const days = dayNumber(options.now, options.timeZone) - dayNumber(at, options.timeZone);
  if (days === 0 || days === 1) {
    const format = new Intl.RelativeTimeFormat(options.language, { numeric: "auto" });
    const word = format.format(-days, "day");
    return word.charAt(0).toLocaleUpperCase(options.language) + word.slice(1);
  }
  return shortDate(at, options);
}

/** Date and time in full, for a tooltip. */
export function fullTime(at: number, language: Language, timeZone?: string): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    dateStyle: "long",
    timeStyle: "short",
    timeZone,
  }).format(at);
}

/** A wait as a clock: "0:42", "12:05", "1:02:03". */
export function stopwatch(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (part: number) => String(part).padStart(2, "0");
  const minutes = Math.floor((whole % HOUR) / MINUTE);
  const rest = two(whole % MINUTE);
  return whole >= HOUR
    ? `${Math.floor(whole / HOUR)}:${two(minutes)}:${rest}`
    : `${minutes}:${rest}`;
}

/** Whole seconds until then, as a countdown shows them: never below 0. */
export function secondsUntil(at: number, now: number): number {
  return Math.max(0, Math.ceil((at - now) / 1000));
}

function shortDate(at: number, { language, now, timeZone }: Options): string {
  const sameYear = year(at, timeZone) === year(now, timeZone);
  return new Intl.DateTimeFormat(localeOf(language), {
    day: "numeric",
    month: language === "en" ? "short" : "long",
    year: sameYear ? undefined : "numeric",
    timeZone,
  }).format(at);
}

/** The reader's own regional form of the language, so that "en-GB" readers get their dates. */
function localeOf(language: Language): string {
  const wanted = language.slice(0, 2);
  const listed = typeof navigator === "undefined" ? [] : navigator.languages;
  if (wanted === "zh") return language === "zh-Hant" ? "zh-Hant-TW" : "zh-Hans-CN";
  return listed.find((locale) => locale.slice(0, 2) === wanted) ?? "en-GB";
}

function year(at: number, timeZone?: string): string {
  return new Intl.DateTimeFormat("en", { year: "numeric", timeZone }).format(at);
}

/** The calendar day in that time zone, as days since the epoch. */
function dayNumber(at: number, timeZone?: string): number {
  const written = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(at);
  return Date.parse(`${written}T00:00:00Z`) / (DAY * 1000);
}
