import type { Language } from "../shared/names";

/** Every word of the demo shop's page. */
export interface DemoTexts {
  shop: string;
  tagline: string;
  lead: string;
  languages: string;
  goods: string;
  shipping: string;
  returns: string;
  returnsBody: string;
  shippingBody: string;
  products: Record<Product, { name: string; about: string }>;
  tryTitle: string;
  tryLead: string;
  openChat: string;
  askTitle: string;
  questions: string[];
  ordersTitle: string;
  ordersLead: string;
  orderNumber: string;
  phoneDigits: string;
  orderStatus: string;
  status: (code: string) => string;
  agentLead: string;
  agentLink: string;
  footer: string;
}

export type Product = "lantern" | "mug" | "tea" | "shirt" | "scarf" | "tote";

export const DEMO_TEXTS: Record<Language, DemoTexts> = {
  en: {
    shop: "Lantern Lane",
    tagline: "Small things for a slow evening",
    lead: "Paper, clay and linen from small workshops, packed by hand in Shenzhen and sent to more than 120 countries.",
    languages: "Language",
    goods: "In the lane this season",
    shipping: "Shipping",
    shippingBody: "Parcels leave Shenzhen from Monday to Saturday and are tracked to your door.",
    returns: "Returns",
    returnsBody: "Send anything back within 30 days of its arrival. The chat tells you how.",
    products: {
      lantern: { name: "Paper lantern night light", about: "Mulberry paper, warm light" },
      mug: { name: "Ceramic mug", about: "Celadon glaze, 320 ml" },
      tea: { name: "Travel tea set", about: "Pot, two cups, canvas roll" },
      shirt: { name: "Linen shirt", about: "Washed once, soft at once" },
      scarf: { name: "Wool scarf", about: "Woven in two reds" },
      tote: { name: "Canvas tote bag", about: "Carries a week's market" },
    },
    tryTitle: "Try the chat",
    tryLead: "This shop is a demo. Its customer service is real: ask it something.",
    openChat: "Open the chat",
    askTitle: "For example",
    questions: [
      "How do I return an item?",
      "How long does shipping to Brazil take?",
      "Where is my order?",
      "Can I talk to a person?",
    ],
    ordersTitle: "Orders to ask about",
    ordersLead: "The chat asks for the number and the last four digits of the phone.",
    orderNumber: "Order",
    phoneDigits: "Phone",
    orderStatus: "Status",
    status: (code) =>
      ({
        unpaid: "Not paid",
        paid: "Paid",
        packing: "Being packed",
        shipped: "On its way",
        delivered: "Delivered",
        cancelled: "Cancelled",
        returned: "Returned",
      })[code] ?? code,
    agentLead: "See the other side:",
    agentLink: "the agent console",
    footer: "Lantern Lane is a made-up shop for trying Relay.",
  },
  "zh-Hans": {
    shop: "灯笼巷",
    tagline: "给慢下来的夜晚",
    lead: "纸、陶与亚麻，来自各地的手工作坊，在深圳逐件打包，寄往 120 多个国家和地区。",
    languages: "语言",
    goods: "巷子里的当季好物",
    shipping: "配送",
    shippingBody: "周一至周六从深圳发货，全程可查物流。",
    returns: "退换货",
    returnsBody: "收货后 30 天内可退。怎么退，问在线客服就好。",
    products: {
      lantern: { name: "纸灯笼小夜灯", about: "桑皮纸，暖光" },
      mug: { name: "陶瓷马克杯", about: "青釉，320 毫升" },
      tea: { name: "便携茶具", about: "一壶两杯，帆布卷包" },
      shirt: { name: "亚麻衬衫", about: "水洗柔软，上身自在" },
      scarf: { name: "羊毛围巾", about: "双色红，细密斜纹" },
      tote: { name: "帆布托特包", about: "装得下一周的菜" },
    },
    tryTitle: "试试在线客服",
    tryLead: "这家店是演示用的，客服是真的，问问看。",
    openChat: "打开聊天",
    askTitle: "可以这样问",
    questions: ["怎么申请退货？", "寄到巴西要多久？", "我的订单到哪了？", "转人工"],
    ordersTitle: "可查询的演示订单",
    ordersLead: "查询时需要订单号和手机号后四位。",
    orderNumber: "订单号",
    phoneDigits: "手机尾号",
    orderStatus: "状态",
    status: (code) =>
      ({
        unpaid: "待付款",
        paid: "已付款",
        packing: "打包中",
        shipped: "运输中",
        delivered: "已签收",
        cancelled: "已取消",
        returned: "已退货",
      })[code] ?? code,
    agentLead: "看看另一边：",
    agentLink: "客服工作台",
    footer: "灯笼巷是为试用 Relay 而虚构的店铺。",
  },
  "zh-Hant": {
    shop: "燈籠巷",
    tagline: "給慢下來的夜晚",
    lead: "紙、陶與亞麻，來自各地的手工作坊，在深圳逐件包裝，寄往 120 多個國家和地區。",
    languages: "語言",
    goods: "巷子裡的當季好物",
    shipping: "配送",
    shippingBody: "週一至週六從深圳出貨，全程可查物流。",
    returns: "退換貨",
    returnsBody: "收到商品後 30 天內可退。怎麼退，問線上客服就好。",
    products: {
      lantern: { name: "紙燈籠小夜燈", about: "桑皮紙，暖光" },
      mug: { name: "陶瓷馬克杯", about: "青釉，320 毫升" },
      tea: { name: "攜帶型茶具", about: "一壺兩杯，帆布捲包" },
      shirt: { name: "亞麻襯衫", about: "水洗柔軟，上身自在" },
      scarf: { name: "羊毛圍巾", about: "雙色紅，細密斜紋" },
      tote: { name: "帆布托特包", about: "裝得下一週的菜" },
    },
    tryTitle: "試試線上客服",
    tryLead: "這家店是示範用的，客服是真的，問問看。",
    openChat: "開啟聊天",
    askTitle: "可以這樣問",
    questions: ["怎麼申請退貨？", "寄到巴西要多久？", "我的訂單到哪了？", "轉接真人"],
    ordersTitle: "可查詢的示範訂單",
    ordersLead: "查詢時需要訂單編號和手機號碼後四碼。",
    orderNumber: "訂單編號",
    phoneDigits: "手機末四碼",
    orderStatus: "狀態",
    status: (code) =>
      ({
        unpaid: "待付款",
        paid: "已付款",
        packing: "包裝中",
        shipped: "運送中",
        delivered: "已送達",
        cancelled: "已取消",
        returned: "已退貨",
      })[code] ?? code,
    agentLead: "看看另一邊：",
    agentLink: "客服工作台",
    footer: "燈籠巷是為試用 Relay 而虛構的商店。",
  },
};
