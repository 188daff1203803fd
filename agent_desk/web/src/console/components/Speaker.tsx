import type { ComponentChildren } from "preact";
import { clockTime, fullTime } from "../../shared/time";
import type { Author } from "../../shared/names";
import { useLanguage } from "../context";
import { Icon, type IconName } from "./Icon";

interface Props {
  author: Author;
  note: boolean;
  name: string;
  /** Epoch milliseconds. */
  at: number;
  children: ComponentChildren;
}

/** Lines of one speaker under one name. Side, shape and sign tell speakers apart, not colour alone. */
export function Speaker({ author, note, name, at, children }: Props) {
  const language = useLanguage();
  return (
    <div class={note ? "speaker note" : `speaker ${author}`}>
      <p class="speaker-name">
        <Icon name={iconOf(author, note)} />
        <span class="strong">{name}</span>
        <time class="tabular" title={fullTime(at, language)}>
          {clockTime(at, language)}
        </time>
      </p>
      {children}
    </div>
  );
}

function iconOf(author: Author, note: boolean): IconName {
  if (note) return "note";
  return author === "bot" ? "bot" : "person";
}
