/** A composer counts down the last characters before the limit. */
export const COUNTDOWN_FROM = 200;

/** Length as the desk counts it: characters, not UTF-16 units, without the blanks around them. */
export function textLength(text: string): number {
  return Array.from(text.trim()).length;
}
