"""Names of HTML's elements, by what they do to the text in them."""

BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd"),
        *("details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure"),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html"),
        *("legend", "main", "menu", "nav", "optgroup", "option", "p", "pre", "search", "section"),
        *("summary", "tbody", "tfoot", "thead"),
    )
)
"""They stand on lines of their own."""

SKIPPED = frozenset(
    (
        *("audio", "canvas", "embed", "head", "iframe", "noframes", "noscript", "object"),
        *("select", "svg", "template", "textarea", "title", "video"),
    )
)
"""What is in them is not text of the page."""

INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "code", "data"),
        *("del", "dfn", "em", "font", "i", "img", "input", "ins", "kbd", "label", "link", "mark"),
        *("meta", "meter", "nobr", "output", "picture", "progress", "q", "rp", "rt", "ruby", "s"),
        *("samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u"),
        *("var", "wbr"),
    )
)
"""They stand within a line."""

TABLES = frozenset(("table", "tr", "td", "th"))
LISTS = frozenset(("ul", "ol", "li"))
KNOWN = BLOCKS | SKIPPED | INLINE | TABLES | LISTS | {"br", "col", "colgroup", "frame"}

AMBIGUOUS = frozenset(
    (
        *("address", "article", "button", "code", "data", "details", "form", "header", "label"),
        *("link", "menu", "object", "output", "s", "search", "section", "source", "summary"),
        *("template", "time", "title", "var"),
    )
)
"""In an answer as likely a gap to be filled in: "Dear <title> <name>, send it to <address>"."""
