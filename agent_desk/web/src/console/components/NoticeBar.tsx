import { useEffect } from "preact/hooks";
import { useDesk, useSelected, useTexts } from "../context";
import type { NoticeText } from "../state/model";
import type { Texts } from "../texts";
import { wordFailure } from "../texts/wording";
import { Icon } from "./Icon";

const SHOWN_MILLISECONDS = 4000;
const PASSING: ReadonlySet<NoticeText["kind"]> = new Set(["done", "not_yours", "transferred"]);
const GOOD: ReadonlySet<NoticeText["kind"]> = new Set(["done", "transferred", "received"]);

/** What just happened, for a moment; a failure stays until it is dismissed. */
export function NoticeBar() {
  const texts = useTexts();
  const desk = useDesk();
  const notice = useSelected((state) => state.notice);

  useEffect(() => {
    if (notice === null || !PASSING.has(notice.kind)) return;
    const timer = setTimeout(() => desk.dispatch({ type: "notice_dismissed" }), SHOWN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [desk, notice]);

  return (
    <div class="notice-place" role="status">
      {notice && (
        <p
          class={saidAlready(notice) ? "unseen" : `notice ${notice.kind}`}
          key={notice.number}
          data-testid="notice"
          data-kind={notice.kind}
        >
          <Icon name={GOOD.has(notice.kind) ? "check" : "alert"} />
          <span>{wordNotice(texts, notice)}</span>
          {notice.kind === "received" && (
            <button
              type="button"
              class="link"
              data-testid="notice-open"
              onClick={() => void desk.chats.open(notice.id)}
            >
              {texts.notices.open}
            </button>
          )}
          <button
            type="button"
            class="tool"
            aria-label={texts.notices.dismiss}
            onClick={() => desk.dispatch({ type: "notice_dismissed" })}
          >
            <Icon name="close" />
          </button>
        </p>
      )}
    </div>
  );
}

/** A claim shows by itself, as the reply box appears: it is only read out. */
function saidAlready(notice: NoticeText): boolean {
  return notice.kind === "done" && notice.transition === "claim";
}

function wordNotice(texts: Texts, notice: NoticeText): string {
  switch (notice.kind) {
    case "done":
      return texts.notices.done[notice.transition];
    case "taken":
      return texts.notices.takenBy(notice.by);
    case "transferred":
      return notice.to === null ? texts.transfer.queued : texts.transfer.done(notice.to);
    case "received":
      return texts.notices.received(notice.by);
    case "not_yours":
      return texts.notices.notYours;
    case "failed":
      return texts.notices.failed(wordFailure(texts, notice.failure));
  }
}
