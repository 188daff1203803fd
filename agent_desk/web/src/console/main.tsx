import { render } from "preact";
import "../shared/tokens.css";
import "./styles/index.css";
import { openStore } from "../shared/storage";
import { Alerts } from "./alerts";
import { App } from "./components/App";
import { wakeSound } from "./chime";
import { startClock } from "./clock";
import { AppContext } from "./context";
import { Layout } from "./layout";
import { LoginSession } from "./loginSession";
import { Localization } from "./texts";

const store = openStore("relay-console");
const app = {
  login: new LoginSession(),
  alerts: new Alerts(store),
  layout: new Layout(store),
  localization: new Localization(store, navigator.languages),
};

startClock();
// Browsers allow sound only after a click or a key, and may forbid it again later.
for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, wakeSound);
document.title = app.localization.texts.peek().title(0);
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
