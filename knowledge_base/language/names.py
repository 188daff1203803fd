"""Characters of names that a conversion to Traditional must not touch: 范先生 is not 範先生.

OpenCC has a phrase list of places and none of surnames. It takes these surnames for the words that
they also are (于 for 於, 游 for 遊), so they are found first.
"""

import re
from collections.abc import Iterator

from knowledge_base.language.segmentation import load_dictionary

_SURNAMES = "范于余游岳干后郁咸涂朴采征凌种占岩钟"
_TRADITIONAL = {"钟": "鍾"}
"""The others are written alike in both scripts."""

_PERSON = "先生|小姐|女士|太太|夫人|奶奶|爷爷|阿姨|叔叔|大哥|大姐|同学"
_OFFICE = (
    "经理|主任|店长|老板|老师|医生|医师|律师|教练|总监|总裁|总经理|董事长|院长|校长|部长|里长|村长"
    "|总(?![部店额数是会计结价量共体仓公得要])|董(?!事)|氏"
)
_STAFF = "师傅|设计师|专员|组长|主管|顾问|助理|客服"
# 于 and 后 are words before most of these: 请于客服上班时间联系, 付款后客服会联系您.
_TITLED = re.compile(
    rf"[范余游岳郁涂朴征采凌种占岩钟咸](?={_PERSON}|{_OFFICE}|{_STAFF})"
    rf"|于(?={_PERSON}|{_OFFICE})|干(?={_PERSON})"
    rf"|(?<![\u3400-\u9fff])后(?={_PERSON})|(?<=[和与或及跟找请由])后(?={_PERSON})"
)
# A given name between surname and title. Only surnames that OpenCC would convert, and no 后 or 干, which
# stand before other people's names: 付款后王女士. 于王明先生 may be "by Mr Wang".
_GIVEN = r"(?![名位])[\u3400-\u9fff]"
_COMMON = "王李张刘陈杨黄赵周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许韩冯邓曹彭曾"
_FULL_NAME = re.compile(
    rf"[范余游岳郁涂朴钟](?={_GIVEN}{{1,2}}"
    r"(?:先生|小姐|女士|太太|老师|同学|经理|主任|店长|医生|律师))"
    rf"|于(?=(?![{_COMMON}]){_GIVEN}{{2}}(?:先生|小姐|女士|太太))"
)
# A number or a time before it, and 余 says "more than", 后 "after": 50 余先生, 三天后先生会收到.
_AFTER_TIME = frozenset("0123456789一二三四五六七八九十百千万两几多天日周月年时点分秒次个")

_LABELLED = re.compile(
    r"(?:(?:联系人|联络人|收件人|收货人|寄件人|收款人|负责人|姓名|户名|店长|经理|客服|老板|作者|设计师)"
    rf"\s*[:：]\s*|我叫|名叫|我是)([{_SURNAMES}])(?=[\u3400-\u9fff]{{1,2}}(?![\u3400-\u9fff]))"
)
_ALONE = re.compile(
    rf"(?<=姓)[{_SURNAMES}]"
    r"|(?<![规模示典师风防就失垂轨])范(?![围本例畴式文句读])"
    r"|(?<![五山东西南北中川])岳(?!麓)"
    r"|里(?=办公处)|(?<=水)里(?=[乡站])"
)


def kept_characters(text: str) -> Iterator[tuple[int, str]]:
    """Places of characters of names in a Simplified text, in order, and each in Traditional."""
    found = {place.start() for place in _ALONE.finditer(text)}
    labelled = {place.start(1) for place in _LABELLED.finditer(text)}
    titled = {place.start() for form in (_TITLED, _FULL_NAME) for place in form.finditer(text)}
    found |= _single_words(text, (titled | labelled) - found)
    for place in sorted(found):
        yield place, _TRADITIONAL.get(text[place], text[place])


def _single_words(text: str, places: set[int]) -> set[int]:
    """Those of the places whose character is a word by itself, as 于 is not in 属于小姐."""
    if not places:
        return set()
    words = load_dictionary().tokenize(text, HMM=False)
    return {
        start
        for _, start, end in words
        if end - start == 1
        and start in places
        and text[max(0, start - 2) : start].rstrip()[-1:] not in _AFTER_TIME
    }
