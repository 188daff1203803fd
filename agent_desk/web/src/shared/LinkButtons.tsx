import type { Choice } from "./payloads";

interface Props {
  choices: readonly Choice[];
  /** Said to screen readers behind each label: that a new tab opens. */
  opensInNewTab: string;
}

/** The pages that a line leads to. They stay usable, unlike questions under an older line. */
export function LinkButtons({ choices, opensInNewTab }: Props) {
  const links = linksIn(choices);
  if (links.length === 0) return null;
  return (
    <ul class="link-buttons" data-testid="link-buttons">
      {links.map(({ id, label, url }) => (
        <li key={id}>
          <a
            class="link-button"
            href={url}
            target="_blank"
            rel="noopener noreferrer"
            data-testid="link-button"
          >
            <span dir="auto">{label}</span>
            <svg viewBox="0 0 20 20" width="14" height="14" aria-hidden="true">
              <path
                d="M8 4.5H4.5v11h11V12M11.5 3.5h5v5M16 4l-7 7"
                fill="none"
                stroke="currentColor"
                stroke-width="1.6"
                stroke-linecap="round"
                stroke-linejoin="round"
              />
            </svg>
            <span class="unseen">{opensInNewTab}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Those of the choices that open a page; only addresses with https. */
export function linksIn(choices: readonly Choice[]): (Choice & { url: string })[] {
  return choices.filter(
    (choice): choice is Choice & { url: string } =>
      choice.kind === "link" && (choice.url ?? "").startsWith("https://"),
  );
}
