/** Sends the form for a message that is left, so that a repetition is no second message. */
import { useRef, useState } from "preact/hooks";
import { NoAcknowledgementError, RefusedError } from "../shared/errors";
import { useChat } from "./chat";
import { TryIds } from "./leaving";

export interface Leaving {
  busy: boolean;
  /** Why the last try did not succeed: a code of the desk's, or no_acknowledgement. */
  failure: string | null;
  send: (contact: string, text: string) => void;
}

export function useLeaving(): Leaving {
  const { session } = useChat();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const ids = useRef(new TryIds());

  const send = (contact: string, text: string) => {
    const client_message_id = ids.current.idFor(contact, text);
    setBusy(true);
    setFailure(null);
    session
      .leaveMessage({ client_message_id, contact, text })
      .catch((error: unknown) => {
        if (error instanceof RefusedError) setFailure(error.code);
        else if (error instanceof NoAcknowledgementError) setFailure("no_acknowledgement");
        else throw error;
      })
      .finally(() => setBusy(false));
  };
  return { busy, failure, send };
}
