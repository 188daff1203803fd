import { linkify } from "./linkify";

/** Text from a person or the bot: shown as text, with its web addresses as links. */
export function RichText({ text }: { text: string }) {
  return (
    <>
      {linkify(text).map((segment, index) =>
        segment.href ? (
          <a key={index} href={segment.href} target="_blank" rel="noopener noreferrer nofollow">
            {segment.text}
          </a>
        ) : (
          segment.text
        ),
      )}
    </>
  );
}
