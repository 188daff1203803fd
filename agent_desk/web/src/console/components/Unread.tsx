import { useTexts } from "../context";

// The desk lists no more.
const MOST = 99;

/** The number of unread lines. */
export function Unread({ count, testId }: { count: number; testId: string }) {
  const texts = useTexts();
  return (
    <span class="count loud" role="img" aria-label={texts.lists.unread(count)} data-testid={testId}>
      {count > MOST ? `${MOST}+` : count}
    </span>
  );
}
