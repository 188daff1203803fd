import type { Texts } from "./texts";

export const zhHant: Texts = {
  chat: "線上客服",
  chatWith: (shop) => `${shop}線上客服`,
  close: "收起聊天",
  messages: "訊息",
  you: "您",
  assistant: "智慧助理",
  aPerson: "真人客服",

  speakerAssistant: "智慧助理",
  speakerWaiting: "正在為您轉接真人客服",
  speakerAgent: (name) => `${name} 正在為您服務`,
  speakerNobody: "客服暫時不在",
  speakerClosed: "本次對話已結束",
  talkToPerson: "轉接真人",

  opening: "正在開啟聊天…",
  refused: "此頁面暫時無法使用線上客服。",
  refusedIdentity: "登入狀態已過期。請重新整理頁面，或以訪客身分繼續。",
  continueAsGuest: "以訪客身分繼續",
  tryAgain: "重試",

  suggestions: "大家常問",
  loadEarlier: "查看更早的訊息",
  loadingEarlier: "正在載入更早的訊息…",
  loadEarlierFailed: "沒有載入成功，點此重試",
  newMessages: "有新訊息",

  writeMessage: "請輸入您的問題",
  send: "傳送",
  charactersLeft: (count) => `還可輸入 ${count} 字`,
  tooLong: (over, limit) => `超出 ${over} 字，每則最多 ${limit} 字。`,
  overLimit: (limit) => `每則最多 ${limit} 字。`,

  sending: "傳送中",
  sent: "已傳送",
  notSent: (why) => (why ? `未傳送：${why}` : "未傳送"),
  tapToRetry: "點此重試",
  discard: "刪除",
  failure: (code) =>
    ({
      text_too_long: "超過了字數上限。",
      text_empty: "沒有內容。",
      storage_unavailable: "系統暫時無法儲存。",
      not_found: "這個選項已經失效。",
      transition_not_allowed: "目前的對話狀態無法這樣操作。",
    })[code] ?? null,

  assistantTyping: "智慧助理正在輸入",
  agentTyping: (name) => `${name ?? "客服"} 正在輸入`,

  answerFrom: "來自說明中心",
  onlyOtherLanguage: (language) =>
    language === "zh" ? "這則答案目前只有中文版。" : "這則答案目前只有英文版。",
  wasHelpful: "對您有幫助嗎？",
  yes: "有",
  no: "沒有",
  thanksHelpful: "好的，謝謝您的意見。",
  thanksUnhelpful: "謝謝您的意見。您可以換個說法再問，或轉接真人。",
  choices: "請選擇",
  notDone: "操作沒有成功，請再試一次。",

  event: {
    handed_off: () => "已為您轉接真人客服",
    queue_left: () => "您已離開排隊，智慧助理繼續為您服務",
    assigned: (name) => `${name ?? "真人客服"} 已加入對話`,
    released: (name) => (name ? `${name} 暫時離開，將由其他客服接手` : "將由其他客服繼續為您服務"),
    returned: () => "智慧助理繼續為您服務",
    resolved: () => "本次對話已結束",
    reopened: () => "對話已重新開啟",
    rated: (_name, score) => (score ? `您的評分：${score} 分（滿分 5 分）` : "您已評分"),
  },

  waitingNext: "下一位就是您",
  waitingPlace: (place) => `您排在第 ${place} 位`,
  waitingUnknown: "您已在排隊",
  waitingMeanwhile: "您可以先寫下問題；有訂單編號的話請一併傳來，客服加入前會先看到。",
  waitingLater: "您可以先關閉視窗，回來時仍能在這裡看到回覆。",
  leaveQueue: "離開排隊",
  leftMessageTitle: "請留言",
  leftMessageBody: "客服暫時不在。請寫下您的需求，我們會保留；回來時可以在這裡看到回覆。",
  backToAssistant: "返回智慧助理",

  rateTitle: "您對本次服務滿意嗎？",
  rateScores: ["很不滿意", "不滿意", "普通", "滿意", "很滿意"],
  rateComment: "還想說些什麼？（選填）",
  rateSend: "送出評價",
  rateThanks: "感謝您的評價。",
  writeAgain: "還有問題？直接輸入即可。",

  offline: (seconds) => `網路已中斷，${seconds} 秒後重新連線`,
  offlineKept: "網路已中斷",
  connecting: "正在連線…",
  retryNow: "立即重新連線",
};
