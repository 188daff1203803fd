import numpy as np
import pytest

from knowledge_base.arrays import save_array
from tests.fakes.full_disk import full_disk


class TestSaveArray:
    def test_numpy_reads_it(self, tmp_path):
        save_array(tmp_path / "a.npy", np.arange(6).reshape(2, 3))

        assert np.load(tmp_path / "a.npy").tolist() == [[0, 1, 2], [3, 4, 5]]

    def test_a_full_disk_is_an_error_with_its_reason(self, tmp_path):
        with full_disk(), pytest.raises(OSError, match="too large") as raised:
            save_array(tmp_path / "a.npy", np.zeros(10_000))

        assert raised.value.strerror == "File too large"
