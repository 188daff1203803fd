import type { Choice } from "../../shared/payloads";
import { PersonIcon } from "./icons";

export interface Chip {
  key: string;
  kind: Choice["kind"];
  label: string;
  take: () => void;
}

/** Replies to choose with one tap. */
export function Chips({ label, chips }: { label: string; chips: Chip[] }) {
  if (chips.length === 0) return null;
  return (
    <ul class="chips" aria-label={label} data-testid="chips">
      {chips.map((chip) => (
        <li key={chip.key}>
          <button
            type="button"
            class={`chip chip-${chip.kind}`}
            data-testid={`chip-${chip.kind}`}
            onClick={chip.take}
          >
            {chip.kind === "person" && <PersonIcon />}
            {chip.label}
          </button>
        </li>
      ))}
    </ul>
  );
}
