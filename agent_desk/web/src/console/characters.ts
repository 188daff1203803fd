/** How many characters a text has, counted as the desk counts them: code points. */
export function charactersIn(text: string): number {
  return Array.from(text).length;
}
