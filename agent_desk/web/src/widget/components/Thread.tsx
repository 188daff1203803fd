import { useMemo } from "preact/hooks";
import { layOut } from "../../shared/rows";
import { dayName } from "../../shared/time";
import { useChat } from "../chat";
import { useNow } from "../now";
import { useFollowEnd } from "../scrolling";
import { EarlierButton } from "./EarlierButton";
import { EventLine } from "./EventLine";
import { Group } from "./Group";
import { DownIcon } from "./icons";
import { LeaveMessage } from "./LeaveMessage";
import { LeftMessage } from "./LeftMessage";
import { Rating } from "./Rating";
import { Typing } from "./Typing";
import { Waiting } from "./Waiting";
import { Welcome } from "./Welcome";

/** The conversation, from its oldest loaded line to what the visitor can do next. */
export function Thread() {
  const { session, texts, language } = useChat();
  const { lines, more } = session.thread.value;
  const pending = session.sender.pending.value;
  const now = useNow(20_000);
  const rows = useMemo(() => layOut(lines, pending, "visitor"), [lines, pending]);
  const end = useFollowEnd(lines, pending);
  const state = session.conversation.value?.state;
  // Chips can be used only while they belong to the newest line.
  const newest = pending.length === 0 ? lines.at(-1) : undefined;
  const lastAnswer = lines.findLast((line) => line.source !== null);
  const empty = lines.length === 0 && pending.length === 0;

  return (
    <div class="thread-frame">
      <div class="thread" ref={end.scroller} tabIndex={0} aria-label={texts.messages} role="region">
        {more ? <EarlierButton beforeLoad={end.keepPlace} /> : <Welcome suggest={empty} />}
        <div role="log" aria-live="polite" aria-label={texts.messages} data-testid="log">
          {rows.map((row) => {
            if (row.kind === "day") {
              const name = dayName(row.at, { language, now });
              return (
                <p key={row.key} class="day">
                  {name}
                </p>
              );
            }
            if (row.kind === "event") return <EventLine key={row.key} line={row.line} />;
            return (
              <Group
                key={row.key}
                row={row}
                now={now}
                openChoices={newest && (!state || state === "bot") ? newest.id : null}
                askHelpful={lastAnswer?.id ?? null}
              />
            );
          })}
        </div>
        <Typing />
        {state === "queued" && <Waiting />}
        {(state === "queued" || state === "bot" || session.sender.leaving.value) && (
          <LeaveMessage key={session.conversation.value?.id} />
        )}
        {state === "left_message" && <LeftMessage />}
        {state === "resolved" && <Rating key={session.conversation.value?.id} />}
      </div>
      {end.news && (
        <button type="button" class="button-news" data-testid="new-messages" onClick={end.goToEnd}>
          <DownIcon />
          {texts.newMessages}
        </button>
      )}
    </div>
  );
}
