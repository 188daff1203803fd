import { useApp, useTexts } from "../context";
import { Icon, type IconName } from "./Icon";
import { LanguageSwitch } from "./LanguageSwitch";

/** Alerts, help, language and logging out. */
export function Tools({ onLogOut }: { onLogOut: () => void }) {
  const texts = useTexts();
  const { layout } = useApp();
  return (
    <div class="tools">
      <AlertsTool />
      <Tool
        icon="help"
        label={texts.header.help}
        testId="help-open"
        onClick={() => (layout.helpShown.value = true)}
      />
      <LanguageSwitch short />
      <Tool icon="logout" label={texts.header.logout} testId="logout" onClick={onLogOut} />
    </div>
  );
}

function AlertsTool() {
  const texts = useTexts();
  const { alerts, layout } = useApp();
  const { chat, line } = alerts.settings.value;
  const isOn = [chat, line].some(({ sound, notification }) => sound || notification);
  const muted = alerts.muted.value && (chat.sound || line.sound);
  return (
    <Tool
      icon={muted ? "soundOff" : isOn ? "bell" : "bellOff"}
      label={muted ? texts.alerts.muted : texts.alerts.heading}
      warns={muted}
      testId="alerts-open"
      onClick={() => (layout.alertsShown.value = true)}
    />
  );
}

interface ToolProps {
  icon: IconName;
  label: string;
  warns?: boolean;
  testId: string;
  onClick: () => void;
}

function Tool({ icon, label, warns = false, testId, onClick }: ToolProps) {
  return (
    <button
      type="button"
      class={warns ? "tool warns" : "tool"}
      title={label}
      aria-label={label}
      data-testid={testId}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
