import { stopwatch } from "../../shared/time";
import { now } from "../clock";
import { useSelected, useTexts } from "../context";
import { Icon } from "./Icon";

const DAY_SECONDS = 86_400;

interface Props {
  since: string;
  /** A left message may wait longer than a visitor in the queue. */
  patience?: "chat" | "message";
}

/** How long somebody has waited: it turns amber, then red; for a left message only red. */
export function Wait({ since, patience = "chat" }: Props) {
  const texts = useTexts();
  const rules = useSelected((state) => state.rules);
  const isChat = patience === "chat";
  const redAfterSeconds = isChat ? rules.redAfterSeconds : rules.messageRedAfterSeconds;
  const amberAfterSeconds = isChat ? rules.amberAfterSeconds : redAfterSeconds;
  const seconds = Math.max(0, (now.value - Date.parse(since)) / 1000);
  const urgency =
    seconds >= redAfterSeconds ? "red" : seconds >= amberAfterSeconds ? "amber" : "calm";
  const shown =
    seconds >= DAY_SECONDS ? texts.days(Math.floor(seconds / DAY_SECONDS)) : stopwatch(seconds);
  const late = { calm: "", amber: texts.lists.late, red: texts.lists.veryLate }[urgency];
  return (
    <span
      class={`waited ${urgency} tabular`}
      data-testid="wait"
      data-urgency={urgency}
      title={late}
    >
      {urgency !== "calm" && <Icon name={urgency === "red" ? "alert" : "clock"} />}
      <span class="unseen">{late}</span>
      {shown}
    </span>
  );
}
