import pytest

from tools.lock_files import pinned_version, pins

LOCK = """\
# made by make lock
flask==3.1.3 ; sys_platform == 'linux' \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via -r requirements.txt
uv==0.13.9 \\
    --hash=sha256:cc
    # via
    #   -r requirements-dev.txt
"""

REQUIREMENTS = """\
# both
jieba==0.42.1
rasa==3.6.21 ; python_version < "3.11"
torch==2.13.0            ; python_version >= "3.11"  # apart
"""


class TestPins:
    def test_hold_each_package_with_all_its_hashes(self, tmp_path):
        lock = tmp_path / "dev.lock"
        lock.write_text(LOCK)

        assert pins(lock) == {
            "flask": (
                "flask==3.1.3 ; sys_platform == 'linux' \\\n"
                "    --hash=sha256:aa \\\n    --hash=sha256:bb"
            ),
            "uv": "uv==0.13.9 \\\n    --hash=sha256:cc",
        }


class TestPinnedVersion:
    def test_is_read_without_its_marker(self, tmp_path):
        requirements = tmp_path / "requirements.txt"
        requirements.write_text(REQUIREMENTS)

        assert pinned_version(requirements, "torch") == "2.13.0"

    def test_of_an_unpinned_package_raises(self, tmp_path):
        requirements = tmp_path / "requirements.txt"
        requirements.write_text(REQUIREMENTS)

        with pytest.raises(KeyError):
            pinned_version(requirements, "flask")
