import { useMemo, useRef } from "preact/hooks";
import type { AgentMessage } from "../../shared/payloads";
import { layOut, type Row } from "../../shared/rows";
import { dayName } from "../../shared/time";
import { now } from "../clock";
import { useDesk, useLanguage, useApp, useTexts } from "../context";
import { useReading } from "../reading";
import type { OpenChat } from "../state/model";
import type { Texts } from "../texts";
import { Bubble } from "./Bubble";
import { EventLine } from "./EventLine";
import { Icon } from "./Icon";
import { Speaker } from "./Speaker";
import { Understanding } from "./Understanding";
import { UnsentLines } from "./UnsentLines";

interface Props {
  chat: OpenChat;
  visitorName: string;
}

/** The conversation, oldest first, with the end in view while the agent stays there. */
export function Transcript({ chat, visitorName }: Props) {
  const texts = useTexts();
  const { layout } = useApp();
  const scroller = useRef<HTMLDivElement>(null);
  const { onScroll, toEnd } = useReading(scroller, chat);
  const rows = useMemo(
    () => rowsAround(chat.thread.lines, chat.newAfter),
    [chat.thread.lines, chat.newAfter],
  );
  return (
    <div class="transcript-place">
      <div
        class="transcript"
        role="log"
        aria-live="off"
        aria-label={texts.thread.label}
        tabIndex={0}
        ref={scroller}
        onScroll={onScroll}
        data-testid="transcript"
      >
        <Beginning chat={chat} />
        <Rows rows={rows.read} visitorName={visitorName} />
        {rows.fresh.length > 0 && (
          <p class="new-line" data-testid="new-line" id="new-line">
            <span>{texts.thread.new}</span>
          </p>
        )}
        <Rows rows={rows.fresh} visitorName={visitorName} />
        <UnsentLines conversationId={chat.id} />
        <p class="typing" data-testid="visitor-typing">
          {chat.visitorTyping && texts.thread.typing(visitorName)}
        </p>
      </div>
      {!layout.atEnd.value && (
        <button type="button" class="button latest" data-testid="to-latest" onClick={toEnd}>
          <Icon name="down" /> {texts.thread.latest}
        </button>
      )}
    </div>
  );
}

function Beginning({ chat }: { chat: OpenChat }) {
  const texts = useTexts();
  const desk = useDesk();
  if (!chat.thread.more) return <p class="beginning quiet">{texts.thread.beginning}</p>;
  return (
    <p class="beginning">
      <button
        type="button"
        class="button"
        disabled={chat.loadingOlder}
        data-testid="older"
        onClick={() => void desk.chats.loadOlder()}
      >
        {chat.loadingOlder ? texts.thread.olderLoading : texts.thread.older}
      </button>
    </p>
  );
}

function Rows({ rows, visitorName }: { rows: Row<AgentMessage>[]; visitorName: string }) {
  const texts = useTexts();
  return (
    <>
      {rows.map((row, index) => {
        if (row.kind === "day") return <Day key={row.key} at={row.at} />;
        if (row.kind === "event") {
          return (
            <div key={row.key}>
              <EventLine line={row.line} />
              {row.line.explanation && !handsOff(rows[index - 1]) && (
                <Understanding explanation={row.line.explanation} decided={false} />
              )}
            </div>
          );
        }
        return (
          <Speaker
            key={row.key}
            author={row.author}
            note={row.note}
            name={speakerName(texts, row, visitorName)}
            at={row.at}
          >
            {row.entries.map((entry) => entry.line && <Bubble key={entry.key} line={entry.line} />)}
          </Speaker>
        );
      })}
    </>
  );
}

function Day({ at }: { at: number }) {
  const language = useLanguage();
  return (
    <p class="day">
      <span>{dayName(at, { language, now: now.peek() })}</span>
    </p>
  );
}

/** Whether the assistant's line explains the handoff that follows it. */
function handsOff(row: Row<AgentMessage> | undefined): boolean {
  return (
    row?.kind === "group" &&
    row.entries.some(({ line }) => line?.explanation?.decision === "hand_off")
  );
}

function speakerName(
  texts: Texts,
  { author, note, agentName }: Extract<Row<AgentMessage>, { kind: "group" }>,
  visitorName: string,
): string {
  if (note) return `${agentName ?? texts.someone} · ${texts.thread.note}`;
  if (author === "visitor") return visitorName;
  return author === "agent" ? (agentName ?? texts.someone) : texts.thread.bot;
}

/** The rows before and after the "new" line; a day separator stands once. */
function rowsAround(
  lines: AgentMessage[],
  newAfter: number | null,
): { read: Row<AgentMessage>[]; fresh: Row<AgentMessage>[] } {
  if (newAfter === null) return { read: layOut(lines, [], "agent"), fresh: [] };
  const [read, fresh] = [
    lines.filter((line) => line.seq <= newAfter),
    lines.filter((line) => line.seq > newAfter),
  ].map((part) => layOut(part, [], "agent")) as [Row<AgentMessage>[], Row<AgentMessage>[]];
  const begun = fresh[0];
  const said = begun?.kind === "day" && read.some((row) => row.key === begun.key);
  return { read, fresh: said ? fresh.slice(1) : fresh };
}
