import { fullTime, relativeTime } from "../../shared/time";
import { now } from "../clock";
import { useLanguage } from "../context";

/** When something was, as people say it; the exact time on hover. */
export function Ago({ at }: { at: string }) {
  const language = useLanguage();
  const moment = Date.parse(at);
  // Another machine's clock may be a little ahead of this one.
  const shown = relativeTime(Math.min(moment, now.value), { language, now: now.value });
  return (
    <time dateTime={at} title={fullTime(moment, language)}>
      {shown}
    </time>
  );
}
