import gzip

import pytest

from knowledge_base.training.errors import TrainingDataMissingError
from knowledge_base.training.sources import (
    clean_glosses,
    data_folder,
    read_dictionary,
    read_pairs,
    read_utterances,
)

HEADER = "a\tb\tlang_a\tlang_b\tkind\tsource\tlicence\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "train").mkdir()
    return tmp_path


def write(folder, name, text):
    with gzip.open(folder / "train" / name, "wt", encoding="utf-8") as file:
        file.write(text)


class TestDataFolder:
    def test_is_the_one_that_the_environment_names(self, folder, monkeypatch):
        monkeypatch.setenv("RELAY_DATA", str(folder))

        assert data_folder() == folder

    def test_names_the_variable_when_the_folder_is_absent(self, tmp_path, monkeypatch):
        monkeypatch.setenv("RELAY_DATA", str(tmp_path / "nowhere"))

        with pytest.raises(TrainingDataMissingError, match="RELAY_DATA"):
            data_folder()


class TestReadPairs:
    def test_reads_both_sides_with_their_languages(self, folder):
        write(
            folder, "shop.tsv.gz", HEADER + '退货\tSend "it" back\tzh-CN\ten\ttranslation\tx\tMIT\n'
        )

        (pair,) = read_pairs(folder)["shop"]

        assert (pair.a, pair.b) == ("退货", 'Send "it" back')
        assert (pair.language_a, pair.language_b) == ("zh", "en")

    def test_leaves_out_what_has_no_clear_licence(self, folder):
        write(
            folder, "x.tsv.gz", HEADER + "a\tb\ten\ten\tparaphrase\tCLINC150-para(auto)\tunclear\n"
        )

        assert read_pairs(folder) == {"x": []}

    def test_says_so_when_there_is_none(self, folder):
        with pytest.raises(TrainingDataMissingError, match="No pairs"):
            read_pairs(folder)


class TestReadDictionary:
    def test_gathers_the_glosses_of_a_word(self, folder):
        write(
            folder,
            "cc_cedict.u8.gz",
            "# a remark\n快遞 快递 [kuai4 di4] /express delivery (service)/\n"
            "快遞 快递 [kuai4 di4] /courier; parcel/\n",
        )

        assert read_dictionary(folder) == {"快递": ["express delivery", "courier", "parcel"]}

    def test_names_the_file_that_is_missing(self, folder):
        with pytest.raises(TrainingDataMissingError, match=r"cc_cedict\.u8\.gz"):
            read_dictionary(folder)


class TestReadUtterances:
    def test_gives_each_once_in_a_fixed_order(self, folder):
        write(folder, "multidogo_en.txt.gz", "where is it\n\nhello\nwhere is it\n")

        assert read_utterances(folder) == ["hello", "where is it"]


class TestCleanGlosses:
    @pytest.mark.parametrize(
        ("field", "glosses"),
        [
            ("to refund/(n) repayment", ["refund", "repayment"]),
            ("CL:個|个[ge4]", []),
            ("variant of 到", []),
            ("arrive; reach", ["arrive", "reach"]),
        ],
    )
    def test_leaves_meanings_only(self, field, glosses):
        assert clean_glosses(field) == glosses
