"""Text of a file in the encodings that shops' exports come in."""

import codecs
from pathlib import Path

from knowledge_base.errors import UnreadableFileError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WITHOUT_MARK = ("utf-8", "gb18030")  # valid UTF-8 is hardly ever anything else


def read_text(path: Path) -> str:
    """The file's text: by its byte order mark, else UTF-8, else GB18030 (Excel and WPS in China).

    Raises UnreadableFileError.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFileError(f"there is no file {path}") from None
    except OSError as error:
        raise UnreadableFileError(f"{path} cannot be read: {error.strerror}") from error
    marked = [encoding for mark, encoding in _MARKS if data.startswith(mark)]
    for encoding in marked or _WITHOUT_MARK:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise UnreadableFileError(f"{path} is not text in UTF-8, UTF-16 or GB18030")
