"""The bot answers from the knowledge base, once and in the visitor's language."""

from gevent import get_hub

from agent_desk.rasa.turn import Act, RasaTurn
from knowledge_base import IndexMissingError
from tests.fakes.base import BRAZIL, stored
from tests.fakes.dialogue import SEARCH


def test_visitor_gets_the_stored_answer_with_its_source(world):
    world.base.knows(BRAZIL, stored())
    visitor = world.visitor()

    world.say(visitor, BRAZIL)

    asked, answered = visitor.messages()
    assert (asked["seq"], answered["seq"]) == (1, 2)
    assert answered["previous_seq"] == 1
    assert answered["text"] == "15–25 working days."
    assert answered["source"]["entry"] == "shipping-brazil"


def test_answer_is_counted_in_what_the_base_learns_from_its_traffic(world):
    world.base.knows(BRAZIL, stored())

    world.say(world.visitor(), BRAZIL)

    get_hub().threadpool.join()
    assert world.base.counted == [world.base.search(BRAZIL)]


def test_burst_of_lines_gets_one_answer(world):
    world.base.knows(BRAZIL, stored())
    burst = "hello\nis anybody there\n" + BRAZIL
    world.dialogue.turns[burst] = RasaTurn("delivery_time", 0.9, acts=(SEARCH,), text=BRAZIL)
    visitor = world.visitor()
    for text in ("hello", "is anybody there"):
        visitor.write(text)

    world.say(visitor, BRAZIL)

    assert [line["text"] for line in visitor.bot_lines()] == ["15–25 working days."]


class TestLanguage:
    def test_question_in_traditional_chinese_is_answered_in_it(self, world):
        answer = stored(answer="一般四到七个工作日。", answer_language="zh")
        world.base.knows("寄到台湾要多久", answer)
        visitor = world.visitor()

        world.say(visitor, "寄到台灣要多久")

        assert visitor.lines()[-1] == "一般四到七個工作日。"

    def test_chat_keeps_its_language_when_a_number_is_all_that_comes(self, world):
        visitor = world.visitor(language="zh-Hans")

        world.say(visitor, "RL2611200001")

        assert visitor.messages()[-1]["language"] == "zh-Hans"

    def test_chat_keeps_its_language_after_names_and_links(self, world):
        visitor = world.visitor(language="en")

        for text in ("怎么退货", "iPhone 15 Pro Max", "https://shop.example/item/1", "OK"):
            world.say(visitor, text)

        spoken = {line["language"] for line in visitor.messages() if line["author"] == "visitor"}
        assert spoken == {"zh-Hans"}

    def test_chat_follows_a_sentence_of_english(self, world):
        visitor = world.visitor(language="zh-Hans")

        for text in ("怎么退货", "refund please"):
            world.say(visitor, text)

        assert visitor.messages()[-1]["language"] == "en"

    def test_chat_keeps_its_script_after_words_that_both_scripts_write_alike(self, world):
        world.base.knows("寄到台灣要多久", stored())
        visitor = world.visitor(language="en")
        world.say(visitor, "寄到台灣要多久")

        world.say(visitor, "你好")
        world.hand_over(visitor)

        assert visitor.messages()[-3]["text"] == "轉接真人客服"

    def test_script_outlives_a_line_of_english(self, world):
        visitor = world.visitor(language="zh-Hant")
        for text in ("寄到台灣要多久", "where is my order", "你好"):
            world.say(visitor, text)

        written = [line for line in visitor.messages() if line["author"] == "visitor"]
        assert [line["language"] for line in written] == ["zh-Hant", "en", "zh-Hant"]

    def test_script_of_a_chat_begun_in_english_is_that_of_the_page(self, world):
        visitor = world.visitor(language="zh-Hant")
        for text in ("where is my order", "你好"):
            world.say(visitor, text)

        assert visitor.messages()[-1]["language"] == "zh-Hant"

    def test_what_a_shop_wrote_in_the_visitors_script_stays(self, world):
        answer = stored(answer="請用超商代碼，找范先生或里長。", answer_language="zh")
        world.base.knows("怎麼付款", answer)
        world.base.knows("怎么付款", answer)
        visitor = world.visitor()

        world.say(visitor, "怎麼付款")
        assert visitor.lines()[-1] == "請用超商代碼，找范先生或里長。"
        world.say(visitor, "怎么付款")
        assert visitor.lines()[-1] == "请用超商代码，找范先生或里长。"


class TestFailingTurn:
    def test_turn_that_another_worker_took_over_is_answered_once(self, world):
        world.base.knows(BRAZIL, stored())
        visitor = world.visitor()

        def outlives_its_lease():
            world.clock.advance(31)
            world.dialogue.turns[BRAZIL] = RasaTurn(
                "delivery_time", 0.9, acts=(Act("search_knowledge_base"),)
            )
            assert world.answer_turns(after=0) == 1
            return world.dialogue.turns[BRAZIL]

        world.dialogue.turns[BRAZIL] = outlives_its_lease
        world.say(visitor, BRAZIL)

        assert visitor.lines().count("15–25 working days.") == 1

    def test_turn_that_fails_is_tried_again_and_then_given_to_a_person(self, world):
        world.dialogue.breaks_on("hi")
        visitor = world.visitor()
        world.say(visitor, "hi")
        assert visitor.lines() == ["hi"]

        world.answer_turns()
        world.answer_turns()

        assert visitor.state == "queued"

    def test_without_a_knowledge_base_a_person_is_called(self, world):
        world.base.error = IndexMissingError("demo")
        visitor = world.visitor()

        world.say(visitor, BRAZIL)

        assert visitor.state == "queued"
