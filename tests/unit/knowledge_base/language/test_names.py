import time

import pytest

from knowledge_base.language.scripts import to_traditional


class TestSurnames:
    @pytest.mark.parametrize(
        ("simplified", "traditional"),
        [
            ("请找范先生", "請找范先生"),
            ("于小姐和后女士", "于小姐和后女士"),
            ("岳经理或游店长", "岳經理或游店長"),
            ("请联系余总", "請聯繫余總"),
            ("干先生、姜小姐、沈太太", "干先生、姜小姐、沈太太"),
            ("钟经理和卜主任", "鍾經理和卜主任"),
            ("由客服范小姐处理", "由客服范小姐處理"),
            ("联系人：于晓光", "聯繫人：于曉光"),
            ("收件人:游鸿明", "收件人:游鴻明"),
            ("我姓余", "我姓余"),
            ("范冰冰同款", "范冰冰同款"),
            ("岳云鹏", "岳雲鵬"),
            ("请找于文文小姐或余小明经理", "請找于文文小姐或余小明經理"),
            ("钟小红女士", "鍾小紅女士"),
            ("请联系于总", "請聯繫于總"),
        ],
    )
    def test_keep_their_character(self, simplified, traditional):
        assert to_traditional(simplified) == traditional

    @pytest.mark.parametrize(
        ("simplified", "traditional"),
        [
            ("范围、规范、范本", "範圍、規範、範本"),
            ("库存于三天内发出", "庫存於三天內發出"),
            ("属于小姐的", "屬於小姐的"),
            ("由于先生不在", "由於先生不在"),
            ("三天后先生会收到", "三天後先生會收到"),
            ("50余先生", "50餘先生"),
            ("导游先生", "導遊先生"),
            ("最后总是", "最後總是"),
            ("余额、剩余", "餘額、剩餘"),
            ("五岳", "五嶽"),
            ("付款后客服会联系您", "付款後客服會聯繫您"),
            ("下单后店长会确认", "下單後店長會確認"),
            ("五分钟后客服回电", "五分鐘後客服回電"),
            ("请于客服上班时间来电", "請於客服上班時間來電"),
            ("于总部发货", "於總部發貨"),
            ("于师傅上门前", "於師傅上門前"),
            ("50 余先生", "50 餘先生"),
            ("50 余位女士", "50 餘位女士"),
            ("库存于王明先生处", "庫存於王明先生處"),
            ("客服：后天回电", "客服：後天回電"),
            ("客服：于每周一休息", "客服：於每週一休息"),
        ],
    )
    def test_do_not_stop_the_word_that_looks_alike(self, simplified, traditional):
        assert to_traditional(simplified) == traditional


class TestPlaces:
    @pytest.mark.parametrize(
        ("simplified", "traditional"),
        [
            ("后里区", "后里區"),
            ("水里乡", "水里鄉"),
            ("阿里山", "阿里山"),
            ("每公里", "每公里"),
            ("里长和里办公处", "里長和里辦公處"),
            ("沈阳", "瀋陽"),
            ("仓库里", "倉庫裡"),
        ],
    )
    def test_keep_theirs_too(self, simplified, traditional):
        assert to_traditional(simplified) == traditional


def test_takes_linear_time_on_hostile_text():
    def seconds(times):
        start = time.perf_counter()
        to_traditional("请找于先生，" * times + "联系人：" * times + "范" * times)
        return time.perf_counter() - start

    seconds(10)  # loads the dictionary
    assert seconds(16_000) < 32 * seconds(2_000)  # quadratic would be 64
