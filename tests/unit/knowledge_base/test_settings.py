import pytest

from knowledge_base.errors import ConfigurationError
from knowledge_base.settings import KnowledgeBaseSettings


class TestDatabaseUrl:
    @pytest.mark.parametrize(
        ("url", "why"),
        [
            ("postgresql://relay@db/relay", "only sqlite:///… is supported so far"),
            ("nonsense", "not a database URL"),
        ],
    )
    def test_what_is_no_sqlite_file_is_refused_by_name(self, url, why):
        with pytest.raises(ConfigurationError, match=r"knowledge_base\.database_url") as caught:
            KnowledgeBaseSettings(database_url=url)

        assert why in str(caught.value)

    def test_a_relative_file_counts_from_the_repository(self):
        settings = KnowledgeBaseSettings(database_url="sqlite:///var/a.sqlite3")

        assert str(settings.database.database).endswith("/var/a.sqlite3")


class TestShopContacts:
    def test_what_is_no_contact_is_refused(self):
        with pytest.raises(ConfigurationError, match="'our hotline' is neither a phone number"):
            KnowledgeBaseSettings(shop_contacts={"demo": ["02-2771-2171", "our hotline"]})

    def test_are_those_of_one_shop(self):
        settings = KnowledgeBaseSettings(shop_contacts={"demo": ["02-2771-2171"]})

        assert settings.contacts_of("demo").has("(02)2771-2171")
        assert not settings.contacts_of("other").has("(02)2771-2171")
