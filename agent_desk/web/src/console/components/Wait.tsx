import { stopwatch } from "../../shared/time";
import { now } from "../clock";
import { useSelected, useTexts } from "../context";
import { Icon } from "./Icon";

const DAY_SECONDS = 86_400;

/** How long somebody has waited: it ticks, then turns amber, then red. */
export function Wait({ since }: { since: string }) {
  const texts = useTexts();
  const { amberAfterSeconds, redAfterSeconds } = useSelected((state) => state.rules);
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
