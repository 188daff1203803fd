import { useApp, useTexts } from "../context";
import { Login } from "./Login";
import { Workspace } from "./Workspace";

/** The login, or the console of the agent who is logged in. */
export function App() {
  const texts = useTexts();
  const { login } = useApp();
  const session = login.state.value;
  switch (session.status) {
    case "checking":
      return <p class="splash quiet slow">{texts.login.checking}</p>;
    case "out":
      return <Login trouble={session.trouble} busy={session.busy} />;
    case "in":
      return <Workspace key={session.agent.id} agent={session.agent} />;
  }
}
