"""HTML pages and letters to text and blocks."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sendgraph.documents.composing import Composer
from sendgraph.documents.document import Block

_DROPPED = re.findall(r"\w+", "script style noscript template nav svg iframe button select head dialog")
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd details div dl dt fieldset figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 header hr html li main menu ol p pre section summary "
        "table tbody td tfoot th thead tr ul",
    )
)
_BOLD = frozenset({"b", "strong"})
_SPACE = re.compile(r"[ \t\n\r\f]+")
_BREAK = "\ue000"  # stands for <br> until white space is collapsed
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def read_html(markup: str) -> tuple[str, tuple[Block, ...]]:
    """
    The text of a page, and its blocks.

    >>> text, blocks = read_html("<h2>Strengths</h2><ul><li>Leaders <b>know</b>.</li></ul>")
    >>> [(b.kind, b.level, b.marker, b.text) for b in blocks]
    [('heading', 2, None, 'Strengths'), ('bullet', 1, '•', 'Leaders know.')]
    """
    tree = LexborHTMLParser(markup)
    tree.strip_tags(_DROPPED)
    root = _root(tree)
    composer = Composer()
    if root is not None:
        _Walk(composer).children(root)
    return composer.finish()


def _root(tree: LexborHTMLParser) -> LexborNode | None:
    """The page's main part where it says which, else all of it."""
    body = tree.body
    for selector in ("main", "[role=main]", "article"):
        found = tree.css(selector)
        if len(found) == 1 and len(found[0].text()) > 500:
            return found[0]
    return body


class _Walk:
    """Nodes in document order; words between blocks become paragraphs."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer

    def children(self, node: LexborNode, depth: int = 0) -> None:
        loose: list[LexborNode] = []
        for child in node.iter(include_text=True):
            if _is_block(child):
                self._flush(loose)
                self.block(child, depth)
            else:
                loose.append(child)
        self._flush(loose)

    def _flush(self, loose: list[LexborNode], marker: str | None = None, depth: int = 0) -> None:
        """Words and inline elements as a paragraph, or several where empty lines part them."""
        words = _words(loose)
        bold = bool(words.strip()) and all(_is_bold(n) or not _words([n]).strip() for n in loose)
        for part in re.split(r"\n\s*\n", words):
            self.composer.paragraph(part, marker=marker, depth=depth, bold=bold)
            marker = None
        loose.clear()

    def block(self, node: LexborNode, depth: int) -> None:
        tag = node.tag or ""
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.composer.heading(_words([node]), int(tag[1]))
        elif tag in ("ul", "ol", "menu"):
            self._items(node, depth + 1)
        elif tag == "table":
            self._table(node, depth)
        elif tag == "pre":
            for part in re.split(r"\n\s*\n", node.text()):
                self.composer.paragraph(part)
        elif tag != "hr":
            self.children(node, depth)

    def _items(self, node: LexborNode, depth: int) -> None:
        number = int(start) if (start := (node.attributes.get("start") or "")).isdigit() else 1
        for item in node.iter(include_text=False):
            if item.tag in ("ul", "ol"):
                self._items(item, depth + 1)
            if item.tag != "li":
                continue
            marker = _number(node, number) if node.tag == "ol" else "•"
            number += 1
            self._item(item, marker, depth)

    def _item(self, item: LexborNode, marker: str | None, depth: int) -> None:
        """An item: its own words as one bullet, its lists as deeper ones."""
        words: list[str] = []
        lists: list[LexborNode] = []
        for child in _flat(item):
            if child.tag in ("ul", "ol", "table"):
                lists.append(child)
            elif _is_block(child):
                words.append("\n" + _words([child]) + "\n")
            else:
                words.append(_words([child]))
        own = re.sub(r"\s*\n\s*", "\n", "".join(words)).strip()
        glyph = re.match(r"[■▪◼◾•●○◦‣·]\s*", own)
        own = own[glyph.end() :] if glyph else own
        marked = re.match(r"\d{1,2}(?:\.\d{1,2})+\.?\s+", own)
        self.composer.paragraph(own, marker=None if marked else marker, depth=depth)
        for child in lists:
            self.block(child, depth)

    def _table(self, table: LexborNode, depth: int) -> None:
        rows = [row for row in table.css("tr") if _nearest(row, "table") == table]
        cells = [[c for c in row.iter(include_text=False) if c.tag in ("td", "th")] for row in rows]
        if _is_layout(cells):
            for row in cells:
                for cell in row:
                    self.children(cell, depth)
            return
        self.composer.table()
        for row in cells:
            self.composer.row([_cell_text(cell) for cell in row])


def _flat(item: LexborNode) -> Iterator[LexborNode]:
    """The children of an item, with those of plain wrappers in their place."""
    for child in item.iter(include_text=True):
        if child.tag in ("div", "section") and child.css_first("ul, ol"):
            yield from _flat(child)
        else:
            yield child


def _is_block(node: LexborNode) -> bool:
    if node.tag in _BLOCKS:
        return True
    return node.is_element_node and any(child.tag in _BLOCKS for child in node.css("*"))


def _is_bold(node: LexborNode) -> bool:
    """Whether all words of an inline node are set in bold."""
    if node.tag in _BOLD:
        return True
    if not node.is_element_node:
        return not _words([node]).strip()
    style = (node.attributes.get("style") or "").replace(" ", "").lower()
    if re.search(r"font-weight:(?:bold|[6-9]00)", style):
        return True
    inner = list(node.iter(include_text=True))
    return bool(inner) and all(_is_bold(n) for n in inner) and bool(_words(inner).strip())


def _words(nodes: list[LexborNode]) -> str:
    """The words of nodes: white space collapsed, `<br>` and the ends of blocks as line ends."""
    raw = "".join(_raw(node) for node in nodes)
    return re.sub(rf" *{_BREAK} *", "\n", _SPACE.sub(" ", raw))


def _raw(node: LexborNode) -> str:
    if node.is_text_node:
        return node.text_content or ""
    if not node.is_element_node:
        return ""
    if node.tag == "br":
        return _BREAK
    inner = "".join(_raw(child) for child in node.iter(include_text=True))
    if node.tag == "sup" and re.fullmatch(r"\s*\[?[\d*†‡]{1,3}\]?\s*", inner):
        return ""
    if node.tag in _BLOCKS:
        return f"{_BREAK}{inner}{_BREAK}" if node.tag not in ("td", "th") else f"{inner} "
    return inner


def _cell_text(cell: LexborNode) -> str:
    text = re.sub(r"\s*\n\s*", "\n", _words(list(cell.iter(include_text=True)))).strip()
    return re.sub(r"(?m)^[■▪◼◾•●○◦‣·][ \t]*", "", text)


def _nearest(node: LexborNode, tag: str) -> LexborNode | None:
    parent = node.parent
    while parent is not None and parent.tag != tag:
        parent = parent.parent
    return parent


def _is_layout(rows: list[list[LexborNode]]) -> bool:
    """Whether a table only places things on the page: headings, tables or long lists in its cells."""
    cells = [cell for row in rows for cell in row]
    return any(cell.css_first("h1, h2, h3, h4, h5, h6, table") or len(cell.css("li")) > 12 for cell in cells)


def _number(node: LexborNode, number: int) -> str:
    kind = node.attributes.get("type") or "1"
    style = (node.attributes.get("style") or "") + (node.attributes.get("class") or "")
    if kind in ("a", "A") or "alpha" in style:
        return f"{_LETTERS[(number - 1) % 26]}."
    if kind in ("i", "I") or "roman" in style:
        return f"{_ROMAN[(number - 1) % len(_ROMAN)]}."
    return f"{number}."
