import pytest

from agent_desk.turns.parting import MOST_PLACES, may_part


@pytest.mark.parametrize(
    ("clause", "way"),
    [
        ("发票怎么开 能寄到公司吗", ("发票怎么开", "能寄到公司吗")),
        ("积分能换什么 然后有没有生日礼", ("积分能换什么", "有没有生日礼")),
        ("少发了一件 盒子也压扁了", ("少发了一件", "盒子也压扁了")),
        ("怎样改地址，多久能到", ("怎样改地址", "多久能到")),
        (
            "is tax included and can I pay in euros",
            ("is tax included", "can I pay in euros"),
        ),
        (
            "the zip broke and no refund either",
            ("the zip broke", "no refund either"),
        ),
    ],
)
def test_a_clause_may_be_two_at_spaces_commas_and_connectors(clause, way):
    assert way in may_part(clause)


@pytest.mark.parametrize(
    "clause",
    [
        "红色和蓝色",
        "red and blue socks",
        "上周买的灯 到了就不亮",
        "可以晚点送吗 我不在家",
        "can you hold it, I'm away and it's a gift for my wife",
        "how do I return it",
    ],
)
def test_a_statement_belongs_to_the_question_beside_it(clause):
    assert may_part(clause) == []


def test_tries_few_places():
    assert len(may_part("怎么退货，" * 20)) == MOST_PLACES
