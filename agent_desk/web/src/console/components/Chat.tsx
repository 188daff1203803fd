import type { ConversationSummary } from "../../shared/payloads";
import { useDesk, useSelected, useTexts } from "../context";
import { isMine, isWaiting } from "../state/lists";
import type { OpenChat } from "../state/model";
import { wordCustomer, wordFailure } from "../texts/wording";
import { ChatHead } from "./ChatHead";
import { Composer } from "./Composer";
import { HandoffCard } from "./HandoffCard";
import { NoChat } from "./NoChat";
import { NoticeBar } from "./NoticeBar";
import { ReadAlong } from "./ReadAlong";
import { ResolveQuestion } from "./ResolveQuestion";
import { Transcript } from "./Transcript";

/** The middle pane: one conversation, or what to do when there is none. */
export function Chat() {
  const texts = useTexts();
  const chat = useSelected((state) => state.open);
  const conversation = useSelected((state) =>
    state.open ? state.conversations[state.open.id] : undefined,
  );
  return (
    <main class="chat" aria-label={texts.thread.label} data-testid="chat" data-id={chat?.id}>
      {chat === null ? (
        <NoChat />
      ) : (
        <>
          {conversation && <ChatHead conversation={conversation} />}
          <ChatBody chat={chat} conversation={conversation} />
        </>
      )}
    </main>
  );
}

interface BodyProps {
  chat: OpenChat;
  conversation: ConversationSummary | undefined;
}

function ChatBody({ chat, conversation }: BodyProps) {
  const texts = useTexts();
  const mine = useSelected((state) => conversation !== undefined && isMine(state, conversation));
  if (chat.status === "failed") return <Failed chat={chat} />;
  if (chat.status === "loading" || conversation === undefined) {
    return <p class="chat-empty quiet slow">{texts.thread.loading}</p>;
  }
  const waiting = isWaiting(conversation);
  const wanted = waiting || conversation.state === "assigned";
  return (
    <>
      {chat.handoff && wanted && (
        <HandoffCard conversationId={chat.id} handoff={chat.handoff} usable={mine || waiting} />
      )}
      <Transcript
        key={chat.id}
        chat={chat}
        visitorName={wordCustomer(texts, conversation.customer)}
      />
      <NoticeBar />
      <ResolveQuestion conversationId={chat.id} />
      {mine ? (
        <Composer key={chat.id} conversationId={chat.id} />
      ) : (
        <ReadAlong conversation={conversation} takenBy={chat.takenBy} />
      )}
    </>
  );
}

function Failed({ chat }: { chat: OpenChat }) {
  const texts = useTexts();
  const desk = useDesk();
  return (
    <div class="chat-empty" role="alert" data-testid="chat-failed">
      <p class="strong">{texts.thread.failed}</p>
      {chat.failure && <p class="quiet">{texts.sentence(wordFailure(texts, chat.failure))}</p>}
      <button type="button" class="button" onClick={() => void desk.chats.open(chat.id)}>
        {texts.thread.retry}
      </button>
    </div>
  );
}
