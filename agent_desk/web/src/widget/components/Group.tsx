import type { Message } from "../../shared/payloads";
import { LinkButtons } from "../../shared/LinkButtons";
import type { Row } from "../../shared/rows";
import { clockTime, fullTime, relativeTime } from "../../shared/time";
import { useChat } from "../chat";
import { AnswerNotes } from "./AnswerNotes";
import { Bubble } from "./Bubble";
import { Chips } from "./Chips";
import { ClockIcon, TickIcon } from "./icons";

type GroupRow = Extract<Row<Message>, { kind: "group" }>;

interface Props {
  row: GroupRow;
  now: number;
  /** The line whose chips can still be used. */
  openChoices: string | null;
  /** The answer that the widget asks a rating for. */
  askHelpful: string | null;
}

/** Lines of one sender that belong together, with their name and time once. */
export function Group({ row, now, openChoices, askHelpful }: Props) {
  const { session, texts } = useChat();
  const newest = row.entries.at(-1);
  const own = row.author === "visitor";
  const checked = session.sender.checking.value;
  const checking = row.entries.some((entry) => entry.pending && entry.key === checked);
  return (
    <section class={`group group-${row.author}`}>
      {!own && <h2 class="unseen">{sender(row, texts.assistant, texts.aPerson)}</h2>}
      {own && <h2 class="unseen">{texts.you}</h2>}
      {row.entries.map(({ key, line, pending }) => (
        <div key={key} class="entry">
          <Bubble text={line?.text ?? pending?.text ?? ""} author={row.author} pending={pending} />
          {line?.source && <AnswerNotes line={line} ask={line.id === askHelpful} />}
          {line && <LinkButtons choices={line.choices} opensInNewTab={texts.opensInNewTab} />}
          {line?.id === openChoices && (
            <Chips
              label={texts.choices}
              chips={line.choices.flatMap((choice) =>
                choice.kind === "link"
                  ? []
                  : {
                      key: choice.id,
                      kind: choice.kind,
                      label: choice.label,
                      take: () => session.sender.choose(line, choice),
                    },
              )}
            />
          )}
        </div>
      ))}
      {newest && newest.pending?.status !== "failed" && (
        <p class="group-meta">
          {own && <Sent committed={newest.line !== null} checking={checking} />}
          {!own && `${sender(row, texts.assistant, texts.aPerson)} · `}
          {newest.line && <When at={newest.at} now={now} />}
        </p>
      )}
    </section>
  );
}

function Sent({ committed, checking }: { committed: boolean; checking: boolean }) {
  const { texts } = useChat();
  return committed ? (
    <span class="status" data-testid="status-sent">
      <TickIcon />
      <span class="unseen">{texts.sent}</span>
    </span>
  ) : (
    <span class="status" data-testid={checking ? "status-checking" : "status-sending"}>
      <ClockIcon />
      {checking ? texts.checking : texts.sending}
    </span>
  );
}

const DAY_MILLISECONDS = 24 * 3600 * 1000;

/** Relative up to a day; after that the separator above has the date. */
function When({ at, now }: { at: number; now: number }) {
  const { language } = useChat();
  return (
    <time class="tabular" dateTime={new Date(at).toISOString()} title={fullTime(at, language)}>
      {now - at < DAY_MILLISECONDS ? relativeTime(at, { language, now }) : clockTime(at, language)}
    </time>
  );
}

function sender(row: GroupRow, assistant: string, person: string): string {
  return row.author === "agent" ? (row.agentName ?? person) : assistant;
}
