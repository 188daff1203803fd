import { minutes } from "./minutes";
import type { Texts } from "./texts";
import { zhHant } from "./zh-Hant";

/** Hong Kong's words, where they are not Taiwan's. */
export const zhHantHK: Texts = {
  ...zhHant,
  chat: "網上客服",
  chatWith: (shop) => `${shop}網上客服`,
  assistant: "智能助理",

  speakerAssistant: "智能助理",
  refused: "此頁面暫時未能使用網上客服。",
  refusedIdentity: "您在商店的登入已結束。請重新登入並重新載入頁面，或以訪客身份開始新的對話。",
  unsentKept: "您未送出的內容會保留至您重新登入。",
  newChat: "已有人在其他視窗登入，這裡將開始新的對話。",
  continueAsGuest: "以訪客身份繼續",

  suggestions: "常見問題",
  loadEarlierFailed: "未能載入，按此重試",
  tapToRetry: "按此重試",
  failure: (code, seconds) =>
    ({
      storage_unavailable: "系統暫時未能儲存。",
      transition_not_allowed: "目前的對話狀態不能這樣操作。",
      contact_invalid: "這不是有效的電郵或電話號碼。",
      not_authenticated: "此處已有其他人登入，請重新載入頁面。",
      too_many_messages: `您所用的網絡留言過多，請 ${minutes(seconds)} 分鐘後再試。`,
      other_chat: "它是寫給之前那個對話的。",
    })[code] ?? zhHant.failure(code, seconds),

  assistantTyping: "智能助理正在輸入",
  answerFrom: "來自支援中心",
  thanksHelpful: "好的，多謝您的意見。",
  thanksUnhelpful: "多謝您的意見。您可以換個說法再問，或轉接真人客服。",
  notDone: "操作不成功，請再試一次。",

  event: {
    ...zhHant.event,
    queue_left: () => "您已離開輪候，智能助理繼續為您服務",
    returned: () => "智能助理繼續為您服務",
    message_offered: () => "當時沒有客戶服務員可以接待",
    message_joined: () => "已補充至您的留言",
    wait_ended: () => "輪候已結束，智能助理繼續為您服務",
    visitor_left: () => "您離開期間，輪候已結束",
  },

  waitingUnknown: "您正在輪候",
  expectedWait: (minutes) => `約 ${minutes} 分鐘`,
  returnedAhead: (count) =>
    `有 ${count} 位比您先來的顧客需要繼續輪候，會優先接待，所以您的次序往後移了。`,
  waitingMeanwhile: "您可以先寫下問題；如有訂單編號，請一併傳來。",
  waitingLater: "輪候期間請勿關閉頁面；如需離開，可以改為留言。",
  leaveQueue: "離開輪候",
  leaveGoOn: "繼續詢問智能助理",
  leaveContact: "您的電郵或電話號碼",
  leaveText: "您想查詢甚麼？",
  leaveConsent: "客戶服務員會看到您的電郵或電話號碼，以及這則留言。",
  leaveContactWrong: "請填寫電郵或電話號碼。",
  leaveTextMissing: "請寫下您想查詢的內容。",
  leftBody: "回覆會在此顯示，您離開後再回來也能看到。如需補充，直接輸入即可。",

  rateComment: "還有其他意見嗎？（選填）",
  rateThanks: "多謝您的評價。",
  writeAgain: "還有問題？直接輸入即可。",

  offline: (seconds) => `網絡已中斷，${seconds} 秒後重新連線`,
  offlineKept: "網絡已中斷",
};
