import type { Texts } from "./texts";

export const zhHans: Texts = {
  chat: "在线客服",
  chatWith: (shop) => `${shop}在线客服`,
  close: "收起聊天",
  messages: "消息",
  you: "您",
  assistant: "智能助手",
  aPerson: "人工客服",

  speakerAssistant: "智能助手",
  speakerWaiting: "正在为您转接人工",
  speakerAgent: (name) => `${name} 正在为您服务`,
  speakerNobody: "客服暂时不在",
  speakerClosed: "本次会话已结束",
  talkToPerson: "转人工",

  opening: "正在打开聊天…",
  refused: "此页面暂时无法使用在线客服。",
  refusedIdentity: "登录状态已过期。请刷新页面，或以访客身份继续。",
  continueAsGuest: "以访客身份继续",
  tryAgain: "重试",

  suggestions: "大家常问",
  loadEarlier: "查看更早的消息",
  loadingEarlier: "正在加载更早的消息…",
  loadEarlierFailed: "没有加载出来，点此重试",
  newMessages: "有新消息",

  writeMessage: "请输入您的问题",
  send: "发送",
  charactersLeft: (count) => `还可输入 ${count} 字`,
  tooLong: (over, limit) => `超出 ${over} 字，每条最多 ${limit} 字。`,
  overLimit: (limit) => `每条最多 ${limit} 字。`,

  sending: "发送中",
  sent: "已发送",
  notSent: (why) => (why ? `未发送：${why}` : "未发送"),
  tapToRetry: "点此重试",
  discard: "删除",
  failure: (code) =>
    ({
      text_too_long: "超过了字数上限。",
      text_empty: "内容为空。",
      storage_unavailable: "系统暂时无法保存。",
      not_found: "这个选项已经失效。",
      transition_not_allowed: "当前会话状态下不能这样操作。",
    })[code] ?? null,

  assistantTyping: "智能助手正在输入",
  agentTyping: (name) => `${name ?? "客服"} 正在输入`,

  answerFrom: "来自帮助中心",
  onlyOtherLanguage: (language) =>
    language === "zh" ? "这条答案目前只有中文版。" : "这条答案目前只有英文版。",
  wasHelpful: "对您有帮助吗？",
  yes: "有",
  no: "没有",
  thanksHelpful: "好的，谢谢您的反馈。",
  thanksUnhelpful: "谢谢您的反馈。您可以换个说法再问，或者转人工。",
  choices: "请选择",
  notDone: "操作没有成功，请再试一次。",

  event: {
    handed_off: () => "已为您转接人工客服",
    queue_left: () => "您已退出排队，智能助手继续为您服务",
    assigned: (name) => `${name ?? "人工客服"} 已接入`,
    released: (name) => (name ? `${name} 暂时离开，将由其他客服接手` : "将由其他客服为您继续服务"),
    returned: () => "智能助手继续为您服务",
    resolved: () => "本次会话已结束",
    reopened: () => "会话已重新打开",
    rated: (_name, score) => (score ? `您的评分：${score} 分（满分 5 分）` : "您已评分"),
  },

  waitingNext: "下一位就是您",
  waitingPlace: (place) => `您排在第 ${place} 位`,
  waitingUnknown: "您已在排队",
  waitingMeanwhile: "您可以先写下问题；有订单号的话请一并发来，客服接入前会先看到。",
  waitingLater: "您可以先关闭窗口，回来时仍能在这里看到回复。",
  leaveQueue: "退出排队",
  leftMessageTitle: "请留言",
  leftMessageBody: "客服暂时不在。请写下您的需求，我们会保留；回来时可以在这里看到回复。",
  backToAssistant: "返回智能助手",

  rateTitle: "您对本次服务满意吗？",
  rateScores: ["很不满意", "不满意", "一般", "满意", "很满意"],
  rateComment: "还想说点什么？（选填）",
  rateSend: "提交评价",
  rateThanks: "感谢您的评价。",
  writeAgain: "还有问题？直接输入即可。",

  offline: (seconds) => `网络已断开，${seconds} 秒后重连`,
  offlineKept: "网络已断开",
  connecting: "正在连接…",
  retryNow: "立即重连",
};
