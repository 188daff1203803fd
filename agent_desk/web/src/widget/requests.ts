/** Which request of the contract carries which line of the outbox. */
import type { Message } from "../shared/payloads";
import type { Desk } from "./desk";
import type { OutboxLine } from "./outbox";

/** Rejects with RequestError. */
export function sendLine(desk: Desk, line: OutboxLine): Promise<{ message: Message }> {
  const client_message_id = line.clientMessageId;
  switch (line.request.event) {
    case "message_send":
      return desk.request("message_send", { client_message_id, text: line.text });
    case "handoff_request":
      return desk.request("handoff_request", { client_message_id });
    case "message_leave":
      return desk.request("message_leave", {
        client_message_id,
        contact: line.request.contact,
        text: line.text,
      });
    case "choice_select":
      return desk.request("choice_select", {
        client_message_id,
        message_id: line.request.messageId,
        choice_id: line.request.choiceId,
      });
  }
}
