import pytest

from knowledge_base.importing.encodings import THIN_MARGIN, Encoding, Reading

READINGS = (Reading("gb18030", 0.8, "退货"), Reading("big5", 0.7, "豖億"))


@pytest.mark.parametrize(
    ("encoding", "warning"),
    [
        (Encoding("gb18030", THIN_MARGIN / 2, READINGS), "thin margin: '退货'"),
        (Encoding("utf-8", lost=3), "3 places are not valid utf-8"),
        (Encoding("utf-8", nul_line=7), "from line 7 on"),
    ],
)
def test_warns_of_what_is_doubtful(encoding, warning):
    (found,) = encoding.warnings

    assert warning in found


@pytest.mark.parametrize(
    "encoding", [Encoding("utf-8"), Encoding("gb18030", THIN_MARGIN, READINGS), Encoding("x", 0.01)]
)
def test_says_nothing_of_what_is_sure(encoding):
    assert encoding.warnings == []
