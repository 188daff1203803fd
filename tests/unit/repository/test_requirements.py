"""Everything that our packages import is pinned by name, not only as a dependency of another."""

import ast
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tools.lock_files import pinned_version

ROOT = Path(__file__).parents[3]
REQUIREMENTS = ROOT / "requirements.txt"
# Pinned through the package that needs them; requirements.txt says which.
WITH_ANOTHER = {
    *("werkzeug", "python-socketio", "python-engineio", "wsproto", "click"),
    *("transformers", "tokenizers", "huggingface-hub", "idna", "pydantic-core"),
}
OURS = {"agent_desk", "bot", "knowledge_base"}


# bot/ runs in the other environment.
@pytest.mark.parametrize("package", ["agent_desk", "knowledge_base"])
def test_every_import_is_pinned(package):
    distributions = packages_distributions()
    missing = set()
    for name in imported(ROOT / package) - OURS - sys.stdlib_module_names:
        (distribution, *_) = distributions[name]
        distribution = distribution.lower().replace("_", "-")
        if distribution not in WITH_ANOTHER and not pinned(distribution):
            missing.add(distribution)

    assert missing == set()


def imported(folder):
    """Names of the modules at the top that the files in ``folder`` import."""
    names = set()
    for file in folder.rglob("*.py"):
        if "node_modules" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module)
    return {name.partition(".")[0] for name in names}


def pinned(distribution):
    try:
        return pinned_version(REQUIREMENTS, distribution)
    except KeyError:
        return None
