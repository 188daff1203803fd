"""What files call their columns, in Chinese and English; the surest names first."""

from knowledge_base.importing.reading.names import Vocabulary

_QUESTION = (
    *("question", "q", "问题", "问", "問題", "问句", "标准问", "標準問", "标准问题", "標準問題"),
    *("客户问题", "客戶問題", "用户问题", "用戶問題", "顾客问题", "买家问题", "买家提问", "提问"),
    *("问题内容", "问题描述", "问题标题", "常见问题", "知识标题", "query", "faq", "prompt"),
    *("instruction", "utterance", "title", "标题", "標題", "subject"),
)
_ANSWER = (
    *("answer", "a", "reply", "答案", "回答", "答", "回复", "回覆", "标准答案", "標準答案"),
    *("标准回答", "标准回复", "客服回答", "客服回复", "客服回覆", "回复内容", "回答内容"),
    *("答案内容", "答复", "解答", "解决方案", "话术", "应答", "response", "completion", "output"),
    *("知识内容", "answer body"),
)

ENTRIES = Vocabulary(
    {
        "entry": (
            *("entry", "id", "key", "条目", "编号", "條目", "編號", "序号", "entry id", "faq id"),
            *("question id", "问题编号", "问题id", "知识id", "知识编号", "intent", "意图", "意圖"),
            *("slug",),
        ),
        "category": (
            *("category", "topic", "分类", "类别", "類別", "分類", "问题分类", "问题类型", "类目"),
            *("知识分类", "category name", "section", "group", "tags", "tag", "标签", "標籤"),
            *("主题", "主題", "目录", "type", "类型", "類型"),
        ),
        "language": (*("language", "lang", "语言", "語言", "语种", "語種", "locale"),),
        "similar": (
            *("similar", "similar questions", "similar question", "相似问", "相似问法"),
            *("相似问题", "相似問", "相似問法", "相似問題", "相似说法", "扩展问", "扩展问题"),
            *("擴展問", "其他问法", "同义问", "同义句", "variants", "variations", "alternatives"),
            *("examples", "utterances", "phrasings", "paraphrases", "alternate questions"),
            *("questions",),
        ),
        "question": (
            *_QUESTION,
            *("text", "sentence"),
        ),
        "answer": (
            *_ANSWER,
            *("answers", "responses", "content", "内容", "內容", "body", "正文"),
        ),
        "source": (
            *("source", "来源", "來源", "url", "link", "链接", "連結", "网址", "網址", "出处"),
        ),
        "version": ("exported version",),
    }
)
"""Columns of a table with an entry, or a phrasing of one, in each line."""

TRANSCRIPT = Vocabulary(
    {
        "conversation": (
            *("conversation", "conversation id", "会话", "会话id", "會話", "會話id", "会话编号"),
            *("会话标识", "对话", "对话id", "對話", "對話id", "对话编号", "chat", "chat id"),
            *("session", "session id", "dialog", "dialog id", "dialogue", "dialogue id", "thread"),
            *("thread id", "ticket", "ticket id", "case id", "工单", "工单号", "工单编号"),
        ),
        "role": (
            *("role", "角色", "发送方", "發送方", "sender", "sender type", "sender role", "from"),
            *("author type", "author role", "speaker", "发送者", "發送者", "发言人", "发言者"),
            *("发送人", "消息来源", "message from", "participant", "sent by", "author"),
            *("direction", "方向"),
        ),
        "inbound": (*("inbound", "is inbound", "from customer", "is customer"),),
        "text": (
            *("text", "内容", "內容", "消息", "訊息", "消息内容", "聊天内容", "message"),
            *("message text", "message body", "body", "content", "msg", "utterance", "value"),
            *("发送内容", "对话内容"),
        ),
        "time": (
            *("time", "时间", "時間", "created at", "timestamp", "sent at", "发送时间"),
            *("發送時間", "消息时间", "date", "datetime", "日期", "created", "create time"),
            *("creation time", "created time"),
        ),
        "message": (*("message id", "tweet id", "消息id", "消息编号", "msg id", "id"),),
        "reply": (
            *("in reply to", "in response to", "in response to tweet id", "in reply to id"),
            *("in reply to status id", "reply to", "reply to id", "parent id", "parent", "回复id"),
        ),
        "category": (*("category", "topic", "分类", "类别", "類別", "分類", "tags", "标签"),),
        "question": (*_QUESTION,),
        "answer": (*_ANSWER,),
    }
)
"""Columns of a table of past chats."""
