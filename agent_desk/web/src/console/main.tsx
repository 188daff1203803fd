import { render } from "preact";
import "../shared/tokens.css";
import "./styles/index.css";
import { openStore } from "../shared/storage";
import { Alerts } from "./alerts/alerts";
import { canSound, chime } from "./alerts/chime";
import { BrowserNotifier } from "./alerts/notifier";
import { Tabs } from "./alerts/tabs";
import { App } from "./components/App";
import { startClock } from "./clock";
import { AppContext } from "./context";
import { Layout } from "./layout";
import { LoginSession } from "./loginSession";
import { Localization } from "./texts";

const store = openStore("relay-console");
const tabs = new Tabs(store, "locks" in navigator ? navigator.locks : null);
const sound = { ready: canSound, play: chime };
const app = {
  login: new LoginSession(),
  alerts: new Alerts({ store, tabs, sound, notifier: new BrowserNotifier() }),
  tabs,
  layout: new Layout(store),
  localization: new Localization(store, navigator.languages),
};

startClock();
// Browsers allow sound only after a click or a key, and may forbid it again later.
for (const touch of ["pointerdown", "keydown"]) {
  document.addEventListener(touch, () => app.alerts.wake());
}
window.addEventListener("storage", () => app.alerts.refresh());
document.title = app.localization.texts.peek().title(0, 0);
void app.login.check();

const root = document.getElementById("app");
if (root) {
  render(
    <AppContext.Provider value={app}>
      <App />
    </AppContext.Provider>,
    root,
  );
}
