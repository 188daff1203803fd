import type { AgentMessage, NumberView } from "../shared/payloads";

/** The numbers of all lines, whoever held the chat then: newest line first, each number once. */
export function numbersIn(lines: readonly AgentMessage[]): NumberView[] {
  const found = new Map<string, NumberView>();
  for (const line of lines.toReversed()) {
    for (const number of line.numbers) {
      const key = `${number.entity} ${number.value}`;
      if (!found.has(key)) found.set(key, number);
    }
  }
  return [...found.values()];
}
