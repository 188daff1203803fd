"""What importing a module loads."""

import subprocess
import sys

import pytest

HEAVY = ("faiss", "scipy", "sklearn", "torch", "knowledge_base.search")


@pytest.mark.parametrize(
    "module",
    [
        "knowledge_base",
        "knowledge_base.importing.reading.decoding",
        "knowledge_base.importing.reading.formats",
        "knowledge_base.importing.errors",
        "knowledge_base.language.text",
    ],
)
def test_reading_a_file_or_a_setting_does_not_load_the_search(module):
    script = (
        f"import sys, {module}\n"
        f"print(*[name for name in {HEAVY} if name in sys.modules], sep=' ', end='')"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)

    assert (done.stdout, done.stderr) == ("", "")


def test_the_public_names_are_there():
    import knowledge_base

    assert [name for name in knowledge_base.__all__ if not hasattr(knowledge_base, name)] == []


def test_an_unknown_name_is_an_attribute_error():
    import knowledge_base

    with pytest.raises(AttributeError, match="no attribute 'Knowledge'"):
        _ = knowledge_base.Knowledge
