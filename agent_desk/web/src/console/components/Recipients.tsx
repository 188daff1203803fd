import { languageName } from "../../shared/language";
import type { Colleague, ColleaguesAck } from "../../shared/payloads";
import type { Recipient } from "../assignment";
import { useLanguage, useTexts } from "../context";
import { byReadiness, languagesOf } from "../state/colleagues";

interface Props {
  found: ColleaguesAck;
  chosen: Recipient | null;
  choose: (to: Recipient) => void;
}

/** Whom a chat can go to: colleagues with their load, teams, and languages. */
export function Recipients({ found, chosen, choose }: Props) {
  const texts = useTexts();
  const reader = useLanguage();
  const languages = languagesOf(found.agents);
  const alone = found.agents.length === 0 && found.teams.length === 0;
  if (alone) return <p class="quiet">{texts.transfer.nobody}</p>;
  return (
    <div class="recipients" role="radiogroup" aria-label={texts.transfer.to}>
      {byReadiness(found.agents).map((agent) => (
        <Option
          key={agent.id}
          testId="transfer-agent"
          label={agent.name}
          facts={factsOf(agent)}
          duty={agent.duty}
          disabled={agent.duty !== "on"}
          checked={chosen?.kind === "agent" && chosen.id === agent.id}
          onChoose={() => choose({ kind: "agent", id: agent.id, name: agent.name })}
        />
      ))}
      {found.teams.map((team) => (
        <Option
          key={`team ${team}`}
          testId="transfer-team"
          label={texts.transfer.team(team)}
          facts={texts.transfer.toQueue}
          checked={chosen?.kind === "team" && chosen.name === team}
          onChoose={() => choose({ kind: "team", name: team })}
        />
      ))}
      {languages.map((language) => (
        <Option
          key={`language ${language}`}
          testId="transfer-language"
          label={texts.transfer.speaks(languageName(language, reader))}
          facts={texts.transfer.toQueue}
          checked={chosen?.kind === "language" && chosen.name === language}
          onChoose={() => choose({ kind: "language", name: language })}
        />
      ))}
    </div>
  );

  function factsOf({ duty, chats, capacity, team }: Colleague): string {
    const standing = duty === "on" ? texts.transfer.load(chats, capacity) : texts.duty.names[duty];
    return [standing, ...(team === null ? [] : [team])].join(" · ");
  }
}

interface OptionProps {
  testId: string;
  label: string;
  facts: string;
  duty?: Colleague["duty"];
  disabled?: boolean;
  checked: boolean;
  onChoose: () => void;
}

function Option({ testId, label, facts, duty, disabled, checked, onChoose }: OptionProps) {
  return (
    <label class={disabled ? "recipient quiet" : "recipient"} data-testid={testId}>
      <input
        type="radio"
        name="recipient"
        disabled={disabled}
        checked={checked}
        onChange={onChoose}
      />
      <span class={`duty-mark ${duty ?? "none"}`} aria-hidden="true" />
      <span class="recipient-name">{label}</span>
      <span class="recipient-facts quiet tabular">{facts}</span>
    </label>
  );
}
