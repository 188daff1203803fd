import { linkify } from "./linkify";

/**
 * Text from a person or the bot: shown as text, with its web addresses as links. Text that is
 * written from right to left cannot turn the parts of an address around.
 */
export function RichText({ text }: { text: string }) {
  return (
    <>
      {linkify(text).map((segment, index) =>
        segment.href ? (
          <a
            key={index}
            dir="ltr"
            href={segment.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
          >
            {segment.text}
          </a>
        ) : (
          segment.text
        ),
      )}
    </>
  );
}
