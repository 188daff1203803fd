import { canNotify } from "../alerts";
import { useApp, useTexts } from "../context";
import { Icon, type IconName } from "./Icon";
import { LanguageSwitch } from "./LanguageSwitch";

/** Sound, notifications, help, language and logging out. */
export function Tools({ onLogOut }: { onLogOut: () => void }) {
  const texts = useTexts();
  const { layout } = useApp();
  return (
    <div class="tools">
      <SoundTool />
      {canNotify() && <NotificationTool />}
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

function SoundTool() {
  const texts = useTexts();
  const { alerts } = useApp();
  const { sound } = alerts.settings.value;
  return (
    <Tool
      icon={sound ? "soundOn" : "soundOff"}
      label={sound ? texts.header.soundTurnOff : texts.header.soundTurnOn}
      pressed={sound}
      testId="sound"
      onClick={() => alerts.setSound(!sound)}
    />
  );
}

function NotificationTool() {
  const texts = useTexts();
  const { alerts } = useApp();
  const { notifications, denied } = alerts.settings.value;
  const asked = notifications ? texts.header.notifyTurnOff : texts.header.notifyAsk;
  return (
    <Tool
      icon={notifications ? "bell" : "bellOff"}
      label={denied ? texts.header.notifyDenied : asked}
      pressed={notifications}
      testId="notifications"
      onClick={() => void alerts.setNotifications(!notifications)}
    />
  );
}

interface ToolProps {
  icon: IconName;
  label: string;
  pressed?: boolean;
  testId: string;
  onClick: () => void;
}

function Tool({ icon, label, pressed, testId, onClick }: ToolProps) {
  return (
    <button
      type="button"
      class="tool"
      title={label}
      aria-label={label}
      aria-pressed={pressed}
      data-testid={testId}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
