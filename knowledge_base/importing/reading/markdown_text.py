"""Plain text of Markdown, from the tokens of markdown-it."""

from collections.abc import Sequence
from html import escape

from markdown_it.token import Token

from knowledge_base.importing.reading.html_text import to_text
from knowledge_base.importing.reading.plain_text import PlainText


def text_of(tokens: Sequence[Token]) -> str:
    """Line breaks stay. Lists become "- " and "1. ", links "text (url)", images their
    description, and a table one line a row."""
    out = PlainText(keep_breaks=True)
    for token in tokens:
        if token.type == "inline":
            _write_inline(token.children or [], out)
        elif token.type in ("fence", "code_block"):
            out.paragraph()
            out.text(token.content)
        elif token.type == "html_block":
            out.paragraph()
            out.text(to_text(token.content))
            out.block()
        else:
            _write_structure(token, out)
    return out.finish()


def inline_text(tokens: Sequence[Token]) -> str:
    """The text of what stands within a line, such as the children of an ``inline`` token."""
    out = PlainText(keep_breaks=True)
    _write_inline(tokens, out)
    return out.finish()


def _write_structure(token: Token, out: PlainText) -> None:
    match token.type:
        case "paragraph_open" | "heading_open":
            (out.block if token.hidden else out.paragraph)()
        case "list_item_open":
            out.item(f"{token.info}. " if token.info else "- ")
        case "list_item_close":
            out.end_item()
        case "bullet_list_close" | "ordered_list_close":
            out.block()
        case "table_open":
            out.paragraph()
            out.open_table()
        case "table_close":
            out.close_table()
        case "tr_open" | "tr_close":
            out.row()
        case "th_open" | "td_open":
            out.cell()
        case "th_close" | "td_close":
            out.end_cell()


def _write_inline(tokens: Sequence[Token], out: PlainText) -> None:
    if any(token.type == "html_inline" for token in tokens):
        out.text(to_text("".join(map(_as_html, tokens))))
        return
    for token in tokens:
        match token.type:
            case "text" | "code_inline" | "text_special":
                out.text(token.content)
            case "softbreak" | "hardbreak":
                out.line_break()
            case "link_open":
                out.open_link(str(token.attrs.get("href", "")))
            case "link_close":
                out.close_link()
            case "image":
                _write_inline(token.children or [], out)


def _as_html(token: Token) -> str:
    """What stands between tags that may be anything, so that all of it is read by one rule."""
    match token.type:
        case "html_inline":
            return token.content
        case "softbreak" | "hardbreak":
            return "<br>"
        case "link_open":
            return f'<a href="{escape(str(token.attrs.get("href", "")))}">'
        case "link_close":
            return "</a>"
        case "image":
            return "".join(map(_as_html, token.children or []))
    return escape(token.content)
