import { useChat } from "../chat";

export function Typing() {
  const { session, texts } = useChat();
  const author = session.typing.value;
  if (!author) return null;
  const name = session.conversation.value?.agent_name ?? null;
  return (
    <p class="typing" role="status" data-testid="typing">
      <span class="typing-dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {author === "bot" ? texts.assistantTyping : texts.agentTyping(name)}
    </p>
  );
}
