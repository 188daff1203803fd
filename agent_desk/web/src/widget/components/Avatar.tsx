import { BatonIcon } from "./icons";

/** An agent's initial, or the assistant's sign. The name always stands beside it. */
export function Avatar({ agent }: { agent: string | null }) {
  return (
    <span class={agent ? "avatar avatar-agent" : "avatar"} aria-hidden="true">
      {agent ? (Array.from(agent)[0] ?? "").toUpperCase() : <BatonIcon />}
    </span>
  );
}
