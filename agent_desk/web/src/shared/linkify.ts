/** Finds the web addresses in a text. Text stays text: nothing here makes HTML. */

export interface Segment {
  text: string;
  /** Set on an http or https address; it is the parsed form, safe to put in a link. */
  href?: string;
}

// ASCII only: Chinese text often follows an address with no space between.
const ADDRESS = /https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+/gi;

// No longer one is a link: some parsers of addresses take quadratic time.
const ADDRESS_MAX = 2048;

const TAIL = new Set(".,;:!?'*");

// What may stand behind a host: a blank, what closes a quotation or a bracket, and CJK text, which
// often follows with no space between. Signs and letters of it that look like those of an address
// (dot, slash, dash) may not; its full stops are dots of an address before a letter.
const HOST_END = new RegExp(
  [
    "$",
    '[\\t-\\r\\p{Z}"<>\\p{Pe}\\p{Pf}]',
    "[、，！？；：《〈「『【〔（“‘｢､]",
    "[。．｡](?![a-z0-9])",
    "(?![一丨丶丿乀ノﾉ〆〡-〩〱-〵ーｰㆍㅡᅳ])[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Bopomofo}]",
  ].join("|"),
  "iuy",
);

/** The text in pieces, in order; joined they are the text again. */
export function linkify(text: string): Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutTail(match[0]);
    const href = webAddress(address);
    if (!href || isCutHost(address, text, match.index + match[0].length)) continue;
    if (match.index > end) segments.push({ text: text.slice(end, match.index) });
    segments.push({ text: address, href });
    end = match.index + address.length;
  }
  if (end < text.length) segments.push({ text: text.slice(end) });
  return segments;
}

/** Drops the full stop or bracket at the end that belongs to the sentence. */
function withoutTail(address: string): string {
  let unopened = count(address, ")") - count(address, "(");
  let end = address.length;
  for (;;) {
    const last = address.charAt(end - 1);
    if (last === ")" && unopened > 0) unopened -= 1;
    else if (!TAIL.has(last)) return address.slice(0, end);
    end -= 1;
  }
}

function webAddress(address: string): string | null {
  if (address.length > ADDRESS_MAX) return null;
  try {
    const url = new URL(address);
    // A name before the host (https://bank.example@evil.example) is made to mislead, and so is a
    // host that is written otherwise than it is (https://%65vil.example, https://2130706433).
    const web = url.protocol === "http:" || url.protocol === "https:";
    const plain = address.toLowerCase().includes(`//${url.hostname}`);
    return web && plain && !url.username && !url.password ? url.href : null;
  } catch {
    return null;
  }
}

/** The host seems to go on at `end` of `text`: `https://payp` of `https://payp\u0430l.example`. */
function isCutHost(address: string, text: string, end: number): boolean {
  const host = address.slice(address.indexOf("//") + 2);
  if (/[/?#]/.test(host)) return false;
  HOST_END.lastIndex = end;
  return !HOST_END.test(text);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
