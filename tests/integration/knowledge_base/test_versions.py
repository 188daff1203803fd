import pytest

from knowledge_base.errors import VersionMissingError
from knowledge_base.personal_data.rollback import roll_back
from tests.fakes.past_answers import ENTRIES


def invoice(text):
    return {**ENTRIES[2], "answers": {"zh": text}}


@pytest.fixture
def three(publish, base):
    """Three versions: of three entries; one of them changed; one added and one retired."""
    publish()
    publish([invoice("找客服开。")])
    gift = {"entry": "gift", "questions": {"zh": ["能包装礼盒吗？"]}, "answers": {"zh": "可以。"}}
    publish([*ENTRIES[:1], invoice("找客服开。"), gift], prune=True)
    return [base.store.content("demo", number) for number in (1, 2, 3)]


class TestContent:
    def test_an_old_version_stays_whole(self, three):
        assert [[e.key for e in content.entries] for content in three] == [
            ["invoice", "return", "shipping-brazil"],
            ["invoice", "return", "shipping-brazil"],
            ["gift", "invoice", "return"],
        ]
        assert [content.by_key["invoice"].answers["zh"] for content in three] == [
            "在订单页申请电子发票。",
            "找客服开。",
            "找客服开。",
        ]

    def test_one_that_was_never_published_is_an_error(self, three, base):
        with pytest.raises(VersionMissingError):
            base.store.content("demo", 9)

    def test_the_list_tells_what_made_each(self, three, base):
        versions = base.store.versions("demo")

        assert [version.number for version in versions] == [3, 2, 1]
        assert {version.reason for version in versions} == {"import of entries.jsonl"}
        assert [version.entries for version in versions] == [3, 3, 3]


class TestRollBack:
    @pytest.mark.parametrize("number", [1, 2])
    def test_brings_back_exactly_what_a_version_said(self, three, base, number):
        name = roll_back(base, "demo", number)

        content = base.store.content("demo")
        assert content.entries == three[number - 1].entries
        assert content.digest == three[number - 1].digest
        assert (content.version, base.status().version) == (name, name)
        assert base.store.versions("demo")[0].reason == f"rollback to version {number}"

    def test_reuses_the_index_of_that_version(self, three, base, encoder):
        encoder.encode_passages = None

        roll_back(base, "demo")

        assert base.answer("shipping-brazil").answer == "15 to 25 days."

    def test_makes_the_index_where_it_is_gone(self, three, base, settings):
        for folder in (settings.index_path / "demo").iterdir():
            folder.rename(folder.with_name(f"gone-{folder.name}"))

        roll_back(base, "demo", 1)

        assert base.search("delivery time Brazil").matches[0].answer == "15 to 25 days."

    def test_can_itself_be_rolled_back(self, three, base):
        roll_back(base, "demo", 1)
        roll_back(base, "demo")

        assert base.store.content("demo").entries == three[2].entries

    def test_keeps_where_an_entry_came_from(self, three, base):
        roll_back(base, "demo", 1)

        newest = base.store.history("demo", "shipping-brazil")[0]

        assert (newest.file, newest.line, newest.since, newest.until) == (
            "entries.jsonl",
            2,
            4,
            None,
        )

    def test_an_import_after_it_goes_on_from_there(self, three, base, publish):
        roll_back(base, "demo", 1)
        publish([invoice("网上开。")])

        content = base.store.content("demo")
        assert [e.key for e in content.entries] == ["invoice", "return", "shipping-brazil"]
        assert content.by_key["invoice"].answers["zh"] == "网上开。"

    @pytest.mark.parametrize("number", [0, 3, 9])
    def test_to_no_earlier_version_is_an_error_and_changes_nothing(self, three, base, number):
        before = base.status()

        with pytest.raises(VersionMissingError):
            roll_back(base, "demo", number)

        assert base.status() == before

    def test_of_the_first_version_is_an_error(self, publish, base):
        publish()

        with pytest.raises(VersionMissingError, match="no earlier version"):
            roll_back(base, "demo")

    def test_a_running_base_follows(self, three, base, open_base):
        running = open_base()
        running.warm()
        assert running.answer("shipping-brazil") is None

        roll_back(base, "demo")

        assert running.refresh()
        assert running.answer("shipping-brazil").answer == "15 to 25 days."
