"""Unit tests lie where their module lies, so that a rename leaves no stale test behind."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("agent_desk", "knowledge_base", "bot", "tools")
# What several modules need of a library, and what a whole package imports.
NO_MODULE = {
    "agent_desk/server/test_library_names.py",
    "agent_desk/transport/test_library_names.py",
    "knowledge_base/test_imports.py",
}
TESTS = sorted(
    str(path.relative_to(ROOT / "tests" / "unit"))
    for package in PACKAGES
    for path in (ROOT / "tests" / "unit" / package).rglob("test_*.py")
)


def is_about_a_module(test):
    """Whether ``test`` (a path below tests/unit) is about a module or package of that place.

    ``turns/test_decide_handoffs.py`` may hold a part of the tests of ``turns/decide.py``.
    """
    folder, name = ROOT / Path(test).parent, Path(test).stem.removeprefix("test_")
    if (folder / name / "__init__.py").exists():
        return True
    words = name.split("_")
    modules = ["_".join(words[:count]) for count in range(1, len(words) + 1)]
    return any((folder / f"{module}.py").exists() for module in modules)


@pytest.mark.parametrize("test", TESTS)
def test_unit_test_lies_at_the_path_of_its_module(test):
    assert is_about_a_module(test) or test in NO_MODULE


def test_exceptions_are_needed():
    assert {test for test in TESTS if not is_about_a_module(test)} >= NO_MODULE


@pytest.mark.parametrize(
    ("test", "found"),
    [
        ("agent_desk/domain/test_conversation.py", True),
        ("agent_desk/domain/test_conversation_states.py", True),
        ("agent_desk/test_texts.py", True),
        ("agent_desk/turns/test_conversation.py", False),
        ("agent_desk/test_conversation.py", False),
    ],
)
def test_module_is_looked_for_at_the_same_path(test, found):
    assert is_about_a_module(test) is found
