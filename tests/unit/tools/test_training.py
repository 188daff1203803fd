import pytest

from tools.errors import ModelChangedError
from tools.training import check_model, rasa_block, trained_from, write_record


@pytest.fixture
def model(tmp_path):
    archive = tmp_path / "relay.tar.gz"
    archive.write_bytes(b"a model")
    write_record(archive, "sources")
    return archive


class TestTrainedFrom:
    def test_tells_the_sources_of_a_model(self, model):
        assert trained_from(model) == "sources"

    def test_is_none_when_the_model_is_gone(self, model):
        model.unlink()

        assert trained_from(model) is None

    def test_is_none_when_the_record_is_cut_off(self, model):
        record = model.with_name("relay.tar.gz.json")
        record.write_text(record.read_text()[:20])

        assert trained_from(model) is None


class TestCheckModel:
    def test_accepts_the_model_that_was_trained(self, model):
        check_model(model)

    def test_refuses_another_archive(self, model):
        model.write_bytes(b"another model")

        with pytest.raises(ModelChangedError, match="SHA-256"):
            check_model(model)

    def test_refuses_a_model_of_unknown_origin(self, tmp_path):
        archive = tmp_path / "relay.tar.gz"
        archive.write_bytes(b"a model")

        with pytest.raises(ModelChangedError, match="make train"):
            check_model(archive)


class TestRasaBlock:
    def test_does_not_change_with_the_other_sections(self):
        config = "language: zh\n# --- knowledge_base/ ---\nknowledge_base: {}\n"

        assert rasa_block(config) == rasa_block(config + "agent_desk: {}\n")

    def test_changes_with_the_pipeline(self):
        config = "language: zh\n# --- knowledge_base/ ---\n"

        assert rasa_block(config) != rasa_block(config.replace("zh", "en"))
