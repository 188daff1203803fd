import { useEffect, useRef, useState } from "preact/hooks";
import type { ColleaguesAck } from "../../shared/payloads";
import type { Recipient } from "../assignment";
import { useDesk, useSelected, useApp, useTexts } from "../context";
import type { Failure } from "../../shared/failure";
import { wordFailure } from "../texts/wording";
import { Icon } from "./Icon";
import { Recipients } from "./Recipients";

/** Transfers a chat: to whom, and a note for them. */
export function TransferDialog() {
  const { layout } = useApp();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = layout.transferDialog.value;
  const close = () => (layout.transferDialog.value = null);

  useEffect(() => {
    if (id !== null) dialog.current?.showModal();
    else dialog.current?.close();
  }, [id]);

  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby="transfer-heading"
      data-testid="transfer"
      onClose={close}
      onClick={(event) => {
        // A click on the backdrop has the dialog itself as its target.
        if (event.target === dialog.current) close();
      }}
    >
      {id !== null && <TransferForm key={id} id={id} close={close} />}
    </dialog>
  );
}

function TransferForm({ id, close }: { id: string; close: () => void }) {
  const texts = useTexts();
  const desk = useDesk();
  const limit = useSelected((state) => state.rules.maxTextLength);
  const [found, setFound] = useState<ColleaguesAck | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [to, setTo] = useState<Recipient | null>(null);
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    void desk.assignment.colleagues(id).then(({ ack, failure }) => {
      setFound(ack);
      setFailure(failure);
    });
  }, [desk, id]);

  const send = async () => {
    if (to === null || busy) return;
    setBusy(true);
    const failed = await desk.assignment.transfer(id, to, note);
    setBusy(false);
    setFailure(failed);
    if (failed === null) close();
  };

  return (
    <form
      class="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <header class="dialog-head">
        <h2 id="transfer-heading">{texts.transfer.heading}</h2>
        <button type="button" class="tool" aria-label={texts.actions.close} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      {found === null && failure === null && <p class="quiet slow">{texts.actions.working}</p>}
      {found !== null && <Recipients found={found} chosen={to} choose={setTo} />}
      <label class="transfer-note">
        <span>{texts.transfer.note}</span>
        <textarea
          rows={3}
          maxLength={limit}
          value={note}
          placeholder={texts.transfer.noteHint}
          data-testid="transfer-note"
          onInput={(event) => setNote(event.currentTarget.value)}
        />
      </label>
      {failure && (
        <p class="trouble-word" role="alert" data-testid="transfer-failed">
          {texts.notices.failed(wordFailure(texts, failure))}
        </p>
      )}
      <div class="steps transfer-foot">
        <button type="button" class="button" onClick={close}>
          {texts.transfer.cancel}
        </button>
        <button
          type="submit"
          class="button primary"
          disabled={to === null || busy}
          data-testid="transfer-send"
        >
          {busy ? texts.actions.working : texts.transfer.send}
        </button>
      </div>
    </form>
  );
}
