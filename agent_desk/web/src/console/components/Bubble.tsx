import { LinkButtons } from "../../shared/LinkButtons";
import { RichText } from "../../shared/RichText";
import { fullTime } from "../../shared/time";
import type { AgentMessage } from "../../shared/payloads";
import { useLanguage, useTexts } from "../context";
import { Icon } from "./Icon";
import { Understanding } from "./Understanding";

/** One committed line: its words, and under a bot's line where they come from. */
export function Bubble({ line }: { line: AgentMessage }) {
  const texts = useTexts();
  const language = useLanguage();
  const { source, helpful, not_helpful_reason: reason, explanation } = line;
  const offered = line.choices.filter(({ kind }) => kind !== "person" && kind !== "link");
  const hasFoot = source !== null || helpful !== null || offered.length > 0;
  return (
    <div
      class="entry"
      data-testid="line"
      data-author={line.author}
      data-kind={line.kind}
      data-seq={line.seq}
    >
      <div
        class="bubble"
        dir="auto"
        lang={line.language ?? undefined}
        title={fullTime(Date.parse(line.created_at), language)}
      >
        <RichText text={line.text} />
      </div>
      <LinkButtons choices={line.choices} opensInNewTab={texts.thread.opensInNewTab} />
      {hasFoot && (
        <p class="foot">
          {offered.length > 0 && (
            <span>
              {texts.thread.choices}: {offered.map((choice) => choice.label).join(" · ")}
            </span>
          )}
          {source && <span>{texts.thread.source(source.question)}</span>}
          {helpful !== null && (
            <span class={helpful ? "good" : "trouble-word"}>
              <Icon name={helpful ? "check" : "alert"} />{" "}
              {helpful ? texts.thread.helpful : texts.thread.notHelpful}
              {reason && ` (${texts.thread.notHelpfulReason[reason]})`}
            </span>
          )}
        </p>
      )}
      {explanation && <Understanding explanation={explanation} />}
    </div>
  );
}
