import { useEffect, useState } from "preact/hooks";
import type { Tested } from "../alerts/alerts";
import { ALERT_CHANNELS, ALERT_KINDS, type AlertChannel, type AlertKind } from "../alerts/settings";
import { useApp, useTexts } from "../context";
import { Dialog } from "./Dialog";

/** What rings and what is notified, for each kind of news, and a test of it. */
export function AlertsDialog() {
  const texts = useTexts();
  const { alerts, layout } = useApp();
  const [tested, setTested] = useState<Tested | null>(null);
  const shown = layout.alertsShown.value;

  useEffect(() => {
    // The agent may have been in the browser's settings since.
    if (shown) alerts.refresh();
    setTested(null);
  }, [alerts, shown]);

  const test = async (kind: AlertKind) => {
    setTested(null);
    const { testTitle, testBody } = texts.alerts;
    setTested(await alerts.test(kind, { title: testTitle, body: testBody }));
  };
  return (
    <Dialog
      testId="alerts"
      heading={texts.alerts.heading}
      hint={texts.alerts.hint}
      shown={layout.alertsShown}
    >
      {ALERT_KINDS.map((kind) => (
        <fieldset class="alert-kind" key={kind}>
          <legend>{texts.alerts.kinds[kind]}</legend>
          <p class="quiet">{texts.alerts.hints[kind]}</p>
          <div class="alert-choices">
            {ALERT_CHANNELS.map((channel) => (
              <Choice key={channel} kind={kind} channel={channel} />
            ))}
            <button
              type="button"
              class="button small"
              data-testid={`alert-test-${kind}`}
              onClick={() => void test(kind)}
            >
              {texts.alerts.test}
            </button>
          </div>
        </fieldset>
      ))}
      <Blocked />
      <div role="status" data-testid="alert-tested">
        {tested && (
          <>
            <p>{texts.alerts.testedSound[tested.sound]}</p>
            <p>{texts.alerts.testedNotification[tested.notification]}</p>
          </>
        )}
      </div>
    </Dialog>
  );
}

function Choice({ kind, channel }: { kind: AlertKind; channel: AlertChannel }) {
  const texts = useTexts();
  const { alerts } = useApp();
  return (
    <label>
      <input
        type="checkbox"
        checked={alerts.settings.value[kind][channel]}
        data-testid={`alert-${kind}-${channel}`}
        onChange={(event) => {
          const box = event.currentTarget;
          void alerts.choose(kind, channel, box.checked).then(() => {
            // The browser may have refused it.
            box.checked = alerts.settings.peek()[kind][channel];
          });
        }}
      />{" "}
      {texts.alerts.channels[channel]}
    </label>
  );
}

/** Why the browser shows no notifications, in words. */
function Blocked() {
  const texts = useTexts();
  const permission = useApp().alerts.permission.value;
  if (permission !== "denied" && permission !== "unsupported") return null;
  return (
    <p class="trouble-word" data-testid="alerts-blocked">
      {texts.alerts.testedNotification[permission]}
    </p>
  );
}
