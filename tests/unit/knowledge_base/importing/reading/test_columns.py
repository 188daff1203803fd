"""Which columns hold what, by the names that exports give them, and the rows that lines make."""

import pytest

from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.keys import key_of
from knowledge_base.importing.reading.columns import Columns
from knowledge_base.importing.rows import Message, Rejected, Row


def guess(names, mapping=None):
    return Columns.guess(names.split(","), mapping or {}, "a.csv")


def read(names, cells, mapping=None):
    return list(guess(names, mapping).read(cells.split(","), "a.csv", 2))


def values(rows):
    return [(row.entry, row.language, row.question, row.answer) for row in rows]


class TestNames:
    @pytest.mark.parametrize(
        ("names", "question", "answer"),
        [
            ("question,answer", "question", "answer"),
            ("Q,A", "Q", "A"),
            ("问题,答案", "问题", "答案"),
            ("問題,回覆", "問題", "回覆"),
            ("标准问,标准答案", "标准问", "标准答案"),
            ("客户问题(含上下文),客服回答", "客户问题(含上下文)", "客服回答"),
            ("question,url,content", "question", "content"),
            ("title,body", "title", "body"),
            ("instruction,response", "instruction", "response"),
            ("questionText,answerHtml", "questionText", "answerHtml"),
            ("FAQ-Question,faq_answer", "FAQ-Question", "faq_answer"),
            ("*问题,*答案 ", "*问题", "*答案"),
            ("店铺问题,机器人答案", "店铺问题", "机器人答案"),
        ],
    )
    def test_are_known_in_both_languages_however_they_are_spelt(self, names, question, answer):
        named = guess(names).named

        assert (named["question"], named["answer"]) == (question, answer)

    def test_an_exact_name_wins_over_one_that_only_ends_with_it(self):
        assert guess("用户常见问题,问题,答案").named["question"] == "问题"

    @pytest.mark.parametrize(
        "about", ["question_id", "问题编号", "answer_count", "回复时间", "问题分类", "answer_url"]
    )
    def test_a_column_about_a_question_is_none(self, about):
        named = guess(f"{about},问题,答案").named

        assert (named["question"], named["answer"]) == ("问题", "答案")

    def test_a_table_of_something_else_is_refused_by_naming_its_columns(self):
        with pytest.raises(UnreadableFileError, match="no column 'question'.*'name', 'price'"):
            guess("name,price")

    def test_messages_without_a_conversation_are_refused_with_the_reason(self):
        with pytest.raises(UnreadableFileError, match="no column 'conversation'"):
            guess("role,message")


class TestMapping:
    @pytest.mark.parametrize("theirs", ["col b", "2", "COL_B"])
    def test_names_a_column_by_its_name_or_number(self, theirs):
        assert guess("col a,col b", {"question": theirs}).named == {"question": "col b"}

    def test_wins_over_a_name_that_is_known(self):
        assert guess("question,raw,answer", {"question": "raw"}).named["question"] == "raw"

    def test_can_make_entries_of_what_looks_like_a_transcript(self):
        columns = guess("会话,客户问题,客服回答", {"question": "客户问题", "answer": "3"})

        assert columns.kind == "entries"

    @pytest.mark.parametrize(
        ("mapping", "reason"),
        [
            ({"question": "gone"}, "no column 'gone'; it has 'a', 'b'"),
            ({"question": "3"}, "no column '3'"),
            ({"qestion": "a"}, "'qestion' is no column that Relay knows; .*question"),
        ],
    )
    def test_refuses_what_does_not_exist_and_lists_what_there_is(self, mapping, reason):
        with pytest.raises(UnreadableFileError, match=reason):
            guess("a,b", mapping)


class TestEntries:
    def test_a_line_is_a_row(self):
        assert read("id,语言,问题,答案,分类,来源", "r,en,q,a,c,s") == [
            Row("a.csv", 2, "r", "c", "s", "en", "q", "a")
        ]

    def test_further_phrasings_share_the_key_of_the_first(self):
        rows = read("标准问,相似问1,相似问2,答案", "怎么退款,我要退款|退钱；退货款,,点退款")

        key = key_of("怎么退款")
        assert values(rows) == [
            (key, None, "怎么退款", "点退款"),
            (key, None, "我要退款", ""),
            (key, None, "退钱", ""),
            (key, None, "退货款", ""),
        ]

    def test_a_column_for_each_language_makes_rows_of_that_language(self):
        rows = read("Question (EN),问题(中文),answer_en,中文答案", "refund?,怎么退款,yes,点退款")

        key = key_of("怎么退款")
        assert values(rows) == [
            (key, "zh", "怎么退款", "点退款"),
            (key, "en", "refund?", "yes"),
        ]

    def test_an_answer_without_a_language_goes_with_the_first_phrasing(self):
        rows = read("相似问,答案", "怎么退款|退钱,点退款")

        assert [(row.question, row.answer) for row in rows] == [
            ("怎么退款", "点退款"),
            ("退钱", ""),
        ]

    def test_a_short_line_has_no_answer(self):
        assert values(read("question,answer", "only this")) == [("", None, "only this", "")]

    def test_empty_cells_at_the_end_do_no_harm(self):
        assert values(read("question,answer", "q,a,, ")) == [("", None, "q", "a")]

    def test_a_line_with_too_many_cells_is_rejected_with_what_was_understood(self):
        [rejected] = read("question,answer", "q,well, yes")

        assert isinstance(rejected, Rejected)
        assert "3 cells, the header 2" in rejected.reason
        assert rejected.row == Row("a.csv", 2, question="q", answer="well")

    def test_an_unknown_language_is_rejected(self):
        [rejected] = read("language,question,answer", "fr,q,a")

        assert "language 'fr'" in rejected.reason
        assert rejected.code == "unknown_language"


class TestTranscripts:
    @pytest.mark.parametrize(
        "names",
        [
            "conversation_id,role,message,created_at",
            "会话ID,发送方,消息内容,发送时间",
            "ticket,author_type,body,timestamp",
            "Chat ID,Speaker,Text,Time",
        ],
    )
    def test_are_known_by_their_names(self, names):
        [message] = read(names, "7,customer,hello,2023/5/1 12:30")

        assert (message.conversation, message.role, message.text) == ("7", "visitor", "hello")
        assert message.at.isoformat() == "2023-05-01T12:30:00+00:00"

    @pytest.mark.parametrize(
        ("value", "role"),
        [
            *((name, "visitor") for name in ("买家", "Customer", "end-user", "顾客:小王")),
            *((name, "agent") for name in ("客服", "BOT", "机器人", "客服小李")),
        ],
    )
    def test_know_who_wrote(self, value, role):
        assert read("会话,角色,内容", f"1,{value},x")[0].role == role

    def test_a_column_inbound_says_who_wrote(self):
        names = "conversation,inbound,text"

        assert read(names, "1,True,x")[0].role == "visitor"
        assert read(names, "1,False,x")[0].role == "agent"

    def test_messages_of_the_system_are_dropped_and_unknown_roles_rejected(self):
        assert read("会话,角色,内容", "1,系统,x") == []
        assert "role 'postman'" in read("会话,角色,内容", "1,postman,x")[0].reason

    def test_a_line_with_a_question_and_an_answer_is_an_exchange_of_its_own(self):
        visitor, agent = read("会话,客户问题(含上下文),客服回答", "7,在吗,在的")

        assert (visitor.role, visitor.text, agent.role, agent.text) == (
            *("visitor", "在吗"),
            *("agent", "在的"),
        )
        assert visitor.conversation == agent.conversation == "7#2"

    def test_an_exchange_with_one_side_has_one_message_and_an_empty_one_is_rejected(self):
        assert [type(item) for item in read("会话,问题,答案", "7,在吗,")] == [Message]
        assert [type(item) for item in read("会话,问题,答案", "7,,")] == [Rejected]

    def test_replies_are_linked_also_where_they_come_first(self):
        columns = guess("tweet_id,inbound,text,in_response_to_tweet_id")
        lines = [["3", "True", "c", "2"], ["2", "False", "b", "1"], ["1", "True", "a", ""]]
        lines += [["9", "True", "alone", ""], ["4", "False", "d", "1"]]
        assert columns.linked

        for cells in lines:
            columns.link(cells)
        messages = [message for cells in lines for message in columns.read(cells, "a.csv", 2)]

        assert [message.conversation for message in messages] == ["1", "1", "1", "9", "1"]
