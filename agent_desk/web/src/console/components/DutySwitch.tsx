import type { Duty } from "../../shared/names";
import { useDesk, useSelected, useTexts } from "../context";

const DUTIES: readonly Duty[] = ["on", "away", "off"];

/** On duty, away or off duty: whether waiting chats are offered to this agent. */
export function DutySwitch() {
  const texts = useTexts();
  const desk = useDesk();
  const duty = useSelected((state) => state.duty);
  const connected = useSelected((state) => state.agent !== null);
  return (
    <label class={`duty ${duty}`}>
      <span class="duty-mark" aria-hidden="true" />
      <select
        class="duty-select"
        value={duty}
        disabled={!connected}
        aria-label={texts.duty.label}
        title={texts.duty.hints[duty]}
        data-testid="duty"
        onChange={(event) => void desk.assignment.chooseDuty(event.currentTarget.value as Duty)}
      >
        {DUTIES.map((one) => (
          <option key={one} value={one}>
            {texts.duty.names[one]}
          </option>
        ))}
      </select>
    </label>
  );
}
