import type { Texts } from "./texts";

/** "You are number 2, about 3 minutes"; without a time when the desk cannot estimate it. */
export function wordPlace(texts: Texts, place: number | null, seconds: number | null): string {
  if (place === null) return texts.waitingUnknown;
  const where = place === 1 ? texts.waitingNext : texts.waitingPlace(place);
  if (seconds === null) return where;
  return texts.placeAndWait(where, texts.expectedWait(Math.max(1, Math.ceil(seconds / 60))));
}
