"""The lock files in the repository hold what the requirements pin."""

import re

import pytest

from tools.lock_files import pins
from tools.paths import LOCKS, ROOT

PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[\w+\])?==([^\s;#]+)\s*(?:;\s*([^#]*))?")


def pinned(file):
    """(package, version, marker) of every pinned line."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    found = [PIN.match(line) for line in lines]
    return [(m[1].lower(), m[2], (m[3] or "").strip()) for m in found if m]


def locked(lock):
    return {
        name.lower(): block.split("==")[1].split()[0]
        for name, block in pins(LOCKS / f"{lock}.lock").items()
    }


class TestLockFiles:
    @pytest.mark.parametrize(
        ("requirements", "lock", "other_marker"),
        [
            ("requirements.txt", "desk", 'python_version < "3.11"'),
            ("requirements.txt", "rasa", 'python_version >= "3.11"'),
            ("requirements-dev.txt", "dev", "-"),
        ],
    )
    def test_hold_the_pinned_version_of_every_direct_dependency(
        self, requirements, lock, other_marker
    ):
        wanted = {
            name: version
            for name, version, marker in pinned(requirements)
            if marker != other_marker and name != "torch"
        }
        held = locked(lock)

        assert wanted == {name: held.get(name) for name in wanted}

    @pytest.mark.parametrize("lock", ["desk", "dev", "rasa"])
    def test_hold_a_hash_for_every_package(self, lock):
        without = [
            name
            for name, block in pins(LOCKS / f"{lock}.lock").items()
            if "--hash=sha256:" not in block
        ]

        assert without == []

    @pytest.mark.parametrize("lock", ["desk", "dev"])
    def test_hold_neither_torch_nor_cuda(self, lock):
        unwanted = ("torch", "triton", "nvidia", "cuda", "eventlet")

        assert [name for name in locked(lock) if name.startswith(unwanted)] == []
