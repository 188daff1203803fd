import { useState } from "preact/hooks";
import type { NumberView } from "../../shared/payloads";
import { useTexts } from "../context";
import { wordEntity } from "../texts/wording";
import { Icon } from "./Icon";

/** Order numbers and the like; one click copies one. */
export function Numbers({ numbers }: { numbers: readonly NumberView[] }) {
  const texts = useTexts();
  return (
    <ul class="numbers" data-testid="numbers">
      {numbers.map(({ entity, value }) => (
        <li key={`${entity}-${value}`}>
          <span class="quiet">{wordEntity(texts, entity)}</span> <CopyButton value={value} />
        </li>
      ))}
    </ul>
  );
}

/** A value that one click copies. */
export function CopyButton({ value }: { value: string }) {
  const texts = useTexts();
  const [copied, setCopied] = useState(false);
  // Without a secure context there is no clipboard: then the number is only shown.
  if (!("clipboard" in navigator)) return <span class="number tabular">{value}</span>;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      // The browser forbids it: the number can still be selected.
      setCopied(false);
    }
  };
  return (
    <button
      type="button"
      class="number tabular"
      title={texts.copy(value)}
      aria-label={texts.copy(value)}
      onClick={() => void copy()}
      onBlur={() => setCopied(false)}
    >
      {value}
      {copied ? (
        <span class="good" role="status">
          <Icon name="check" /> {texts.copied}
        </span>
      ) : (
        <Icon name="copy" />
      )}
    </button>
  );
}
