import type { Language } from "../shared/names";

/** The texts of the launcher. */
export interface LoaderTexts {
  open: string;
  close: string;
  unread: (count: number) => string;
  panel: string;
  opening: string;
  unreachable: string;
  refused: string;
}

export const LOADER_TEXTS: Record<Language, LoaderTexts> = {
  en: {
    open: "Open chat",
    close: "Close chat",
    unread: (count) => `${count} new ${count === 1 ? "message" : "messages"}`,
    panel: "Customer service chat",
    opening: "Opening the chat…",
    unreachable: "The chat cannot be reached just now. Please try again later.",
    refused: "The chat is not available on this page.",
  },
  "zh-Hans": {
    open: "打开在线客服",
    close: "收起在线客服",
    unread: (count) => `${count} 条新消息`,
    panel: "在线客服",
    opening: "正在打开聊天…",
    unreachable: "暂时连接不上在线客服，请稍后再试。",
    refused: "此页面暂不提供在线客服。",
  },
  "zh-Hant": {
    open: "開啟線上客服",
    close: "收起線上客服",
    unread: (count) => `${count} 則新訊息`,
    panel: "線上客服",
    opening: "正在開啟聊天…",
    unreachable: "暫時無法連上線上客服，請稍後再試。",
    refused: "此頁面暫不提供線上客服。",
  },
};
