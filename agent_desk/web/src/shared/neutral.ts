/**
 * Text from other people as it is shown: nothing in it turns or hides what stands beside it.
 *
 * The desk stores what was written. Arabic and Hebrew need none of what is taken away here: a
 * browser finds their direction by itself, and each text is shown in isolation (`dir="auto"`, `bdi`).
 */

// Embeddings, overrides and isolates. The marks (U+200E, U+200F, U+061C) turn only signs, and stay.
const DIRECTION_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;

// Tags that spell no region of a flag, and the signs that hide an annotation: text that only
// programs read. What follows the tags is unassigned and as invisible, up to the variations of Han.
const HIDDEN =
  /(\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{3,6}\u{e007f})|[\u{e0000}-\u{e00ff}\u{e01f0}-\u{e0fff}\ufff9-\ufffb]/gu;

// No script puts more signs on one letter; more of them cover the lines above and below.
const MARKS_MAX = 5;
const TOO_MANY_MARKS = new RegExp(`(\\p{M}{${MARKS_MAX}})\\p{M}+`, "gu");

// Spaces, controls, marks on nothing, fillers of Hangul, the blank of braille, tags.
const BLANK =
  /^[\s\p{Cc}\p{Cf}\p{Cs}\p{M}\p{Z}\u115f\u1160\u2800\u3164\uffa0\u{e0000}-\u{e0fff}]*$/u;

const REPLACEMENT = "\ufffd";

/** `text` without controls of direction, hidden text and heaps of marks; U+FFFD if it is blank. */
export function neutralText(text: string): string {
  const kept = text
    .replace(DIRECTION_CONTROLS, "")
    .replace(HIDDEN, "$1")
    .replace(TOO_MANY_MARKS, "$1");
  return text !== "" && BLANK.test(kept) ? REPLACEMENT : kept;
}

// What goes back to the desk as it came.
const IDENTIFIER = /^(id|entry|\w+_id|\w+_token)$/;

/** A payload of the desk in which every text is neutral; identifiers stay as they are. */
export function neutralPayload<T>(payload: T): T {
  return neutralValue(payload) as T;
}

function neutralValue(value: unknown): unknown {
  if (typeof value === "string") return neutralText(value);
  if (Array.isArray(value)) return value.map(neutralValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      IDENTIFIER.test(key) ? inner : neutralValue(inner),
    ]),
  );
}

const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** `name` for the middle of a sentence: written from right to left, it does not turn the rest. */
export function isolated(name: string): string {
  return RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name;
}
