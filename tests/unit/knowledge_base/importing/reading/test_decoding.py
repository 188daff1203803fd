"""The encodings of shops' exports, found from the bytes alone."""

import pytest

from knowledge_base.importing.encodings import THIN_MARGIN
from knowledge_base.importing.errors import AmbiguousEncodingError, UnreadableFileError
from knowledge_base.importing.reading.decoding import detect
from knowledge_base.importing.reading.text_files import TextFile, read_text
from knowledge_base.language.text import to_traditional

CHINESE = [
    "怎么退款",
    "我的快递到哪了？",
    "请问能开发票吗",
    "下单后多久可以发货",
    "订单提交成功之后不支持修改收货地址",
    "关税由谁承担，需要我自己去清关吗？",
    "您好，退货的运费由我们承担，请在订单页点“退货”，然后选择原因。\n仓库收到后三天内退款。",
    "能用 Alipay 付款吗？我在美国，信用卡总是被拒。",
]
WESTERN = [
    "It’s fine, don’t worry",
    "Où est ma commande ?",
    "Größe ändern",
    "¿Dónde está mi pedido?",
]
BIG5 = ("cp950", "big5hkscs")


@pytest.fixture
def file(tmp_path):
    def write(data):
        path = tmp_path / "a.csv"
        path.write_bytes(data)
        return path

    return write


class TestDetecting:
    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"]
    )
    def test_reads_what_shops_export(self, file, encoding):
        path = file("问题,答案\n怎么退款,点退款\n".encode(encoding))

        assert read_text(path) == "问题,答案\n怎么退款,点退款\n"

    @pytest.mark.parametrize("text", CHINESE)
    def test_tells_simplified_in_gb18030_from_traditional_in_big5(self, file, text):
        traditional = to_traditional(text)

        assert detect(file(text.encode("gb18030"))).name == "gb18030"
        assert detect(file(traditional.encode("gb18030"))).name == "gb18030"
        assert detect(file(traditional.encode("cp950"))).name in BIG5

    @pytest.mark.parametrize("text", WESTERN)
    def test_western_text_is_windows_1252(self, file, text):
        path = file(text.encode("cp1252"))

        assert read_text(path) == text

    def test_says_by_how_much_and_what_the_other_readings_were(self, file):
        found = detect(file(CHINESE[6].encode("gb18030")))

        assert found.margin > THIN_MARGIN
        assert found.warnings == []
        assert found.readings[0].sample.startswith("您好，退货的运费")

    def test_utf8_is_not_in_doubt(self, file):
        assert detect(file("问题\n".encode())).margin is None

    @pytest.mark.parametrize("text", ["don´t", "20°C, ±5", "´´quoted´´", "½ or ¼", "ß", "Łódź"])
    def test_a_mark_or_two_in_utf8_are_no_chinese(self, file, text):
        assert detect(file(f"question,answer\nq,{text}\n".encode())).name == "utf-8"

    @pytest.mark.parametrize("text", ["一些", "一夜", "一夜,一"])
    def test_chinese_that_is_valid_utf8_by_chance_is_chinese(self, file, text):
        text.encode("gb18030").decode("utf-8")

        assert detect(file(f"question,answer\nq,{text}\n".encode("gb18030"))).name == "gb18030"

    def test_json_that_is_valid_utf8_is_utf8(self, file):
        assert detect(file('{"q": "αβγ"}'.encode()), is_json=True).name == "utf-8"
        assert detect(file('{"q": "怎么退款"}'.encode("gb18030")), is_json=True).name == "gb18030"

    def test_text_that_is_ascii_for_long_is_judged_by_what_is_not(self, file):
        text = "question,answer\n" + "refund?,yes\n" * 100_000 + "怎么退款,点退款就可以了\n"

        assert detect(file(text.encode("gb18030"))).name == "gb18030"

    def test_a_tie_is_refused_with_both_readings(self, file):
        path = file("贺卡".encode("gb18030"))

        with pytest.raises(AmbiguousEncodingError, match="贺卡.*--encoding NAME") as refused:
            detect(path)

        assert {reading.sample for reading in refused.value.readings} >= {"贺卡", "種縐"}
        assert detect(path, "gb18030").name == "gb18030"

    def test_a_thin_margin_is_warned_of(self, file):
        found = detect(file("发票".encode("gb18030") + b" ok"))

        assert found.name == "gb18030"
        assert found.margin is not None
        assert bool(found.warnings) == (found.margin < THIN_MARGIN)

    def test_japanese_and_korean_are_named(self, file):
        with pytest.raises(UnreadableFileError, match="Japanese"):
            detect(file("配送について教えてください".encode("cp932")))
        with pytest.raises(UnreadableFileError, match="Korean"):
            detect(file("주문은 언제 도착하나요".encode("cp949")))

    def test_a_few_broken_bytes_cost_only_their_rows(self, file):
        data = (
            ("怎么退款,点退款\n" * 50).encode()
            + b"\xe6\x80"
            + ("\n怎么退款,点退款\n" * 50).encode()
        )
        path = file(data)

        found = detect(path)

        assert (found.name, found.lost) == ("utf-8", 1)
        assert "1 places are not valid utf-8" in found.warnings[0]
        assert "".join(TextFile(path, found).lines()).count("\ufffd") == 1

    def test_a_file_that_was_cut_in_a_character_loses_its_last_row_alone(self, file):
        found = detect(file(("怎么退款,点退款\n" * 3).encode()[:-2]))

        assert (found.name, found.lost) == ("utf-8", 1)


class TestWanted:
    def test_wins_over_what_would_be_detected(self, file):
        assert read_text(file("é".encode()), "latin-1") == "Ã©"

    @pytest.mark.parametrize(("name", "text"), [("gb2312", "镕€"), ("big5", "喺")])
    def test_a_name_stands_for_the_larger_set_that_it_is_used_for(self, file, name, text):
        larger = {"gb2312": "gb18030", "big5": "big5hkscs"}[name]

        assert read_text(file(text.encode(larger)), name) == text

    def test_names_the_first_byte_that_does_not_fit(self, file):
        with pytest.raises(UnreadableFileError, match="not in utf-8: byte 3 "):
            detect(file("abc怎".encode("gb18030")), "utf-8")

    @pytest.mark.parametrize("name", ["klingon", "base64", "unicode_escape", "utf-7", "a\0b", ""])
    def test_refuses_what_is_no_encoding_of_text(self, file, name):
        with pytest.raises(UnreadableFileError, match="no encoding"):
            detect(file(b"abc"), name)


class TestNoText:
    @pytest.mark.parametrize(
        ("data", "what"),
        [
            (b"\x89PNG\r\n\x1a\n\xff\xff", "a PNG image"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .xlsx"),
            (b"%PDF-1.7\n", "a PDF"),
            (b"\x1f\x8b\x08\x00", "unpack it"),
            (b"PK\x03\x04....word/document.xml", "a Word file"),
            (b"PK\x03\x04....xl/workbook.xml", "give it the ending .xlsx"),
            (b"PK\x03\x04....a.csv", "a ZIP archive"),
            (b"a\x00b\x00c", "in any encoding"),
            (bytes(range(256)) * 10, "in any encoding"),
        ],
    )
    def test_is_refused_by_its_kind(self, file, data, what):
        with pytest.raises(UnreadableFileError, match=rf"a\.csv is not text.*{what}"):
            detect(file(data))

    def test_a_missing_file_and_a_folder_are_named(self, tmp_path):
        with pytest.raises(UnreadableFileError, match="there is no file"):
            detect(tmp_path / "gone.csv")
        with pytest.raises(UnreadableFileError, match="cannot be read"):
            detect(tmp_path)

    def test_a_single_nul_is_no_reason_to_refuse(self, file):
        found = detect(file(b"question,answer\nq1,a1\nq2,a\x002\n" + b"q,a\n" * 20))

        assert found.nul_line == 3
        assert "line 3" in found.warnings[0]
