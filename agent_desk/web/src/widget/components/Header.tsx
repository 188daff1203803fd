import type { VisitorConversation } from "../../shared/payloads";
import { useChat } from "../chat";
import type { Texts } from "../texts";
import { Avatar } from "./Avatar";
import { CloseIcon } from "./icons";

/** The shop, who answers now, and the button that asks for a person. */
export function Header() {
  const { session, texts, host } = useChat();
  const conversation = session.conversation.value;
  const shop = session.shop.value;
  const agent = conversation?.state === "assigned" ? (conversation.agent_name ?? null) : null;
  return (
    <header class="header">
      <Avatar agent={agent} />
      <div class="header-names">
        <h1 class="header-shop" id="title">
          {session.shopTexts.value?.name ?? texts.chat}
        </h1>
        <p class="header-speaker" data-testid="speaker">
          {shop ? speaker(conversation, texts) : ""}
        </p>
      </div>
      {shop && !session.refusal.value && mayAskForPerson(conversation) && (
        <button
          type="button"
          class="button-person"
          data-testid="talk-to-person"
          onClick={() => session.sender.askForPerson(texts.talkToPerson)}
        >
          {texts.talkToPerson}
        </button>
      )}
      {host.framed && (
        <button
          type="button"
          class="button-icon"
          data-testid="close-chat"
          aria-label={texts.close}
          onClick={() => host.post({ relay: "frame", type: "close" })}
        >
          <CloseIcon />
        </button>
      )}
    </header>
  );
}

function mayAskForPerson(conversation: VisitorConversation | null): boolean {
  return !conversation || conversation.state === "bot" || conversation.state === "resolved";
}

function speaker(conversation: VisitorConversation | null, texts: Texts): string {
  switch (conversation?.state) {
    case "queued":
      return texts.speakerWaiting;
    case "assigned":
      return texts.speakerAgent(conversation.agent_name ?? texts.aPerson);
    case "left_message":
      return texts.speakerNobody;
    case "resolved":
      return texts.speakerClosed;
    default:
      return texts.speakerAssistant;
  }
}
