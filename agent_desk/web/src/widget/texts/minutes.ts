/** Whole minutes, rounded up, at least one. */
export function minutes(seconds: number | null | undefined): number {
  return Math.max(1, Math.ceil((seconds ?? 0) / 60));
}
