/** Finds the web addresses in a text. Text stays text: nothing here makes HTML. */

export interface Segment {
  text: string;
  /** Set on an http or https address; it is the parsed form, safe to put in a link. */
  href?: string;
}

// ASCII only: Chinese text often follows an address with no space between.
const ADDRESS = /https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+/gi;

/** The text in pieces, in order; joined they are the text again. */
export function linkify(text: string): Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutTail(match[0]);
    const href = webAddress(address);
    if (!href) continue;
    if (match.index > end) segments.push({ text: text.slice(end, match.index) });
    segments.push({ text: address, href });
    end = match.index + address.length;
  }
  if (end < text.length) segments.push({ text: text.slice(end) });
  return segments;
}

/** Drops the full stop or bracket at the end that belongs to the sentence. */
function withoutTail(address: string): string {
  let kept = address.replace(/[.,;:!?'*]+$/, "");
  while (kept.endsWith(")") && count(kept, ")") > count(kept, "(")) {
    kept = kept.slice(0, -1).replace(/[.,;:!?'*]+$/, "");
  }
  return kept;
}

function webAddress(address: string): string | null {
  try {
    const url = new URL(address);
    // A name before the host (https://bank.example@evil.example) is made to mislead.
    const web = url.protocol === "http:" || url.protocol === "https:";
    return web && !url.username && !url.password ? url.href : null;
  } catch {
    return null;
  }
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
