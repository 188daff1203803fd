"""What a name begins with in Chinese, and words that are no names. Does not need Rasa."""

from __future__ import annotations

_OF_ONE = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    "姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施"
    "文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷"
    "盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜"
    "冷晏席卫米柏宗瞿桂佟臧闵苟邬边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆"
)
_OF_TWO = (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 夏侯 诸葛 尉迟 皇甫 公孙 慕容 钟离 长孙 宇文 司徒 司空 令狐 百里 呼延 "
    "轩辕 拓跋 张简 范姜"
)
CHINESE = frozenset((*_OF_ONE, *_OF_TWO.split()))
"""Surnames in Simplified Chinese, of one character or two."""

_NO_NAMES_ZH = (
    "吗 呢 么 什 谁 哪 怎 不 没 无 的 了 您 你 我 他 她 这 那 请 谢谢 好 对 是 要 何时 何必 为何 马上 方便 万一 高兴 "
    "常常 人工 客服 订单 单号 邮箱 邮编 手机 电话 查询 查单 退 换 取消 知道 记得 忘 可以 能 行 多久 到 多少 快递 包裹 安全 "
    "时间 时候 麻烦 成功 明天 明白 连接 全部 应该 解决"
)
NO_NAMES_ZH = frozenset(_NO_NAMES_ZH.split())
"""Words of questions and courtesies that begin like a name: 何时, 马上, 万一."""

_NO_NAMES = (
    "a the i you he she it we they me my your his her its our their this that these those is are am "
    "was were be been does did don't dont doesn't can can't cant could would won't should "
    "have has had haven't havent not no yes yep nope ok okay sure thanks thank please hi hello hey bye "
    "what when where which who why how and or but if because for from with without of to in on at by "
    "as about there here need needs want know remember forgot lost sorry help agent human person "
    "someone order orders number parcel package refund email e-mail mail phone digits code name surname "
    "address zip postal wait stop cancel later never mind maybe nothing something still just only also "
    "again different another change changed moved wrong correct right one two it's its i'm i've i'd "
    "that's what's where's who's shall might must any some too very really speak talk"
)
NO_NAMES = frozenset(_NO_NAMES.split())
"""No name that customers give begins or goes on with them."""
