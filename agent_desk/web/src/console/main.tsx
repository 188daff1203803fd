import { render } from "preact";
import "../shared/tokens.css";
import "./styles/index.css";
import { openStore } from "../shared/storage";
import { Alerts } from "./alerts";
import { App } from "./components/App";
import { wakeSound } from "./chime";
import { startClock } from "./clock";
import { SurroundContext } from "./context";
import { Layout } from "./layout";
import { SessionKeeper } from "./session";
import { Tongue } from "./texts";

const store = openStore("relay-console");
const surround = {
  keeper: new SessionKeeper(),
  alerts: new Alerts(store),
  layout: new Layout(store),
  tongue: new Tongue(store, navigator.languages),
};

startClock();
// Browsers allow sound only after a touch of the page, and may take it back later.
for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, wakeSound);
document.title = surround.tongue.texts.peek().title(0);
void surround.keeper.check();

const root = document.getElementById("app");
if (root) {
  render(
    <SurroundContext.Provider value={surround}>
      <App />
    </SurroundContext.Provider>,
    root,
  );
}
