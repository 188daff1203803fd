"""Who wrote a message of a past chat, in the words of the file."""

from functools import lru_cache
from typing import Literal

from knowledge_base.importing.rows import Role

Speaker = Role | Literal["system"]
"""``system`` stands for notices of the chat software."""

_NAMES: dict[Speaker, str] = {
    "visitor": "visitor customer user buyer client guest human end-user enduser contact lead "
    "consumer shopper member v c u q inbound incoming in received 客户 客戶 买家 買家 顾客 顧客 "
    "访客 訪客 用户 用戶 会员 會員 消费者 消費者 客人 接收 收到",
    "agent": "agent seller support staff operator assistant admin bot robot chatbot gpt model csr "
    "shop store merchant vendor service customerservice customersupport rep representative "
    "employee team host a s outbound outgoing out sent 客服 卖家 賣家 商家 坐席 座席 店家 店主 "
    "店铺 店鋪 机器人 機器人 发送 发出",
    "system": "system notice event automation trigger note tool function 系统 系統 系统消息 "
    "系統消息 系统通知 系統通知",
}
_WITHIN: dict[Role, str] = {  # such as 客服小王, 买家:tb1234
    "visitor": "客户 客戶 买家 買家 顾客 顧客 访客 訪客",
    "agent": "客服 卖家 賣家 商家 坐席 座席 机器人 機器人",
}
_YES = frozenset(("true", "1", "1.0", "yes", "t", "y", "是"))
_NO = frozenset(("false", "0", "0.0", "no", "f", "n", "否"))


@lru_cache(maxsize=10_000)
def role_named(name: str) -> Speaker | None:
    """None for a name that says neither."""
    name = name.strip().lower()
    plain = name.replace(" ", "").replace("_", "").replace("-", "")
    for speaker, names in _NAMES.items():
        if name in names.split() or plain in names.split():
            return speaker
    within = {role for role, words in _WITHIN.items() if any(map(name.__contains__, words.split()))}
    return within.pop() if len(within) == 1 else None


def role_inbound(value: str) -> Role | None:
    """By a column that says whether a message came in (from a visitor)."""
    value = value.strip().lower()
    return "visitor" if value in _YES else "agent" if value in _NO else None
