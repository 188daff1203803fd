/** Says in the browser's console what the page's developer has to know. */
export function tell(line: string): void {
  console.warn(`Relay: ${line}`);
}
