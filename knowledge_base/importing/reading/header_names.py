"""The names in a header, which may take two lines: 中文, English above 问题, 答案, 问题, 答案."""

from collections.abc import Sequence

from knowledge_base.importing.reading.aliases import ENTRIES
from knowledge_base.importing.reading.names import parsed
from knowledge_base.importing.rows import is_language


def names_of_header(rows: Sequence[Sequence[str]], first: int) -> tuple[list[str], int]:
    """The names in the header that begins with this row, and how many rows it takes.

    Two, if one names the languages of the columns in the other. A name or a language counts for
    the blank cells to its right too, as in merged cells.
    """
    upper = [cell.strip() for cell in rows[first]]
    lower = [cell.strip() for cell in rows[first + 1]] if first + 1 < len(rows) else []
    width = max(len(upper), len(lower))
    upper, lower = (row + [""] * (width - len(row)) for row in (upper, lower))
    wide = _filled_to_the_right(upper)
    below = [name for above, name in zip(upper, lower, strict=True) if name != above]
    if any(map(is_language, upper)) and _has_texts(lower):
        names = [
            f"{name} ({language})" if is_language(language) and not parsed(name).language else name
            for name, language in zip(lower, wide, strict=True)
        ]
    elif len(set(filter(None, below))) > 1 and all(map(is_language, filter(None, below))):
        names = [
            f"{name} ({language})" if language and language != own else own
            for own, name, language in zip(upper, wide, lower, strict=True)
        ]
        if not _has_texts(names):
            return list(rows[first]), 1
    else:
        return list(rows[first]), 1
    return [name or own for name, own in zip(names, upper, strict=True)], 2


def _filled_to_the_right(cells: Sequence[str]) -> list[str]:
    filled: list[str] = []
    for cell in cells:
        filled.append(cell or (filled[-1] if filled else ""))
    return filled


def _has_texts(names: Sequence[str]) -> bool:
    known = (ENTRIES.known.get(parsed(name).joined, (0, ""))[1] for name in names)
    return bool({"question", "answer"} & set(known))
