/** A wait in words: in seconds up to 90, and in whole minutes above. */
export function shortened(seconds: number, second: string, minute: string): string {
  return seconds <= 90 ? `${Math.ceil(seconds)} ${second}` : `${Math.ceil(seconds / 60)} ${minute}`;
}
