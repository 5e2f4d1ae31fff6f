"""
Mending: from passages of a source to readable text, with the origin of every character.

This is the only place where white space is collapsed and line-end hyphens, soft
hyphens and ligatures are put right, so that a block's text is always
`mend(source, passages).text`, whoever made the block.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import unescape

from sendgraph.documents.document import Mended, Passage

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
#: Characters that have no width and no meaning between letters.
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_BREAK = r"[^\S\n]*\n\s*"
_MENDABLE = re.compile(
    rf"\u00ad(?:{_BREAK})?"  # soft hyphen, at a line's end or within
    rf"|(?<=\w)[-\u2010\u2011]{_BREAK}(?=\w)"  # a word's hyphen at a line's end
    r"|(?<=\w)[–—/]\n\s*(?=\w)"  # a dash or slash that stood between two words without spaces
    r"|[\u2010\u2011]"
    rf"|[{_INVISIBLE}]"
    r"|[ﬀ-ﬆ]"
    rf"|\s(?:[\u00ad{_INVISIBLE}]*\s)+|[^\S ]"
)
_WORD = re.compile(r"\w+(?:[-\u2010\u2011]\w+)*")
_LEFT = re.compile(r"\w+(?:[-\u2010\u2011]\w+)*$")
_RIGHT = re.compile(r"\w+")
_LINE_END_WORD = re.compile(rf"\w+[-\u2010\u2011]{_BREAK}\w+")
#: "short- and long-term": the hyphen stands for the rest of a word and the space is real.
_SUSPENDED = frozenset({"and", "or", "to"})
_PREFIX = re.compile(
    r"(?:.*-)?(?:all|anti|best|by|co|cross|deaf|eight|ex|five|four|full|half|high|in|inter|key|later|long|low|"
    r"mid|mini|multi|nine|non|off|on|one|out|over|part|peer|person|post|pre|pro|quasi|re|second|self|semi|seven|"
    r"short|single|six|sub|ten|third|three|trans|twelve|two|un|under|up|well|wide|year)"
)


def mend(source: str, passages: Iterable[Passage]) -> Mended:
    """
    Put passages of a source together as readable text.

    What stands between two passages (a page break, a footer, another column) counts as a line's end.

    >>> mend("Co-\\nproduction  is eﬀec\\u00adtive", [Passage(0, 32)]).text
    'Co-production is effective'
    >>> mend("They wait FOOTER too long", [Passage(0, 9), Passage(17, 25)]).text
    'They wait too long'
    """
    kept = tuple(tight for passage in passages if (tight := _tight(source, passage)))
    raw = "\n".join(source[p.start : p.end] for p in kept)
    if not raw:
        return Mended("", (), ())
    where: list[int] = []
    for passage in kept:
        if where:
            where.append(passage.start)
        where.extend(range(passage.start, passage.end))
    text: list[str] = []
    origins: list[int] = []
    done = 0
    for match in _MENDABLE.finditer(raw):
        start, end = match.span()
        text.append(raw[done:start])
        origins.extend(where[done:start])
        mended = _mended(match, raw, source)
        text.append(mended)
        origins.extend([where[start]] * len(mended))
        done = end
    text.append(raw[done:])
    origins.extend(where[done:])
    return Mended("".join(text), tuple(origins), kept).strip()


def _tight(source: str, passage: Passage) -> Passage | None:
    """The passage without white space at its ends, None where nothing remains."""
    words = source[passage.start : passage.end]
    start = passage.start + len(words) - len(words.lstrip())
    end = passage.start + len(words.rstrip())
    return Passage(start, end, passage.page) if start < end else None


def _mended(match: re.Match[str], raw: str, source: str) -> str:
    """What a mendable run becomes."""
    run = match.group()
    first = run[0]
    if first == "\u00ad" or first in _INVISIBLE:
        return ""
    if first in _LIGATURES:
        return _LIGATURES[first]
    if first in "–—/":
        return first
    if first in "-\u2010\u2011":
        return _hyphen(raw, match, source) if len(run) > 1 else "-"
    return " "


def _hyphen(raw: str, match: re.Match[str], source: str) -> str:
    """
    What a hyphen at a line's end becomes: nothing where it only divided a word.

    The source itself is the witness: the word with and without its hyphen elsewhere, and
    whether the two parts are words at all.
    """
    before = _LEFT.search(raw, max(0, match.start() - 60), match.start())
    after = _RIGHT.match(raw, match.end())
    assert before and after
    left, right = before.group().lower(), after.group().lower()
    if right in _SUSPENDED:
        return "- "
    words = _vocabulary(source)
    if f"{left}-{right}" in words:
        return "-"
    if left + right in words:
        return ""
    kept = _PREFIX.fullmatch(left) or right in words or left in words or not (left + right).isalpha()
    return "-" if kept else ""


@lru_cache(maxsize=8)
def _vocabulary(source: str) -> frozenset[str]:
    """The words of a source, those aside that a line's end divides."""
    whole = _LINE_END_WORD.sub(" ", source).lower().replace("\u2010", "-").replace("\u2011", "-")
    return frozenset(_WORD.findall(whole))


_BLOCK_TAGS = "p|div|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|section|article|h[1-6]|blockquote"
_INLINE_TAGS = (
    "b|strong|i|em|u|s|a|span|font|small|big|sub|sup|mark|abbr|q|cite|code|ins|del|label|img|input|center"
)
_MARKUP = re.compile(
    r"(?P<comment><!--.*?-->)"
    r"|(?P<ordinal>\s*<sup\b[^<>]*>\s*(?=(?:st|nd|rd|th)\s*</sup>))"
    r"|(?P<footnote>(?<=[^\s\d])<sup\b[^<>]*>\s*\[?[\d*†‡]{1,3}\]?\s*</sup>|\[\^\w+\])"
    r"|<(?P<address>https?://[^<>\s]+|[\w.+-]+@[\w.-]+)>"
    rf"|(?P<item><li\b[^<>]*>\s*(?:[-■▪◼◾•●○◦‣·]\s+)?)"
    rf"|(?P<block></?(?:{_BLOCK_TAGS})\b[^<>]*>|<(?:br|hr)\s*/?>)"
    rf"|(?P<inline></?(?:{_INLINE_TAGS})\b[^<>]*>)"
    r"|(?P<image>!\[[^\]]*\]\([^()\s]*\))"
    r"|\[(?P<label>[^\[\]]+)\]\((?P<target>[^()\s]+)(?:\s+\"[^\"]*\")?\)"
    r"|(?P<strong>\*\*\*?|___?(?!\w)|(?<!\w)__)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
    r"|\\(?P<escaped>[-\\`*_{}\[\]()#+.!|<>~])"
    r"|(?<![\w*])\*(?P<starred>[^\s*](?:[^*]{0,400}?[^\s*])?)\*(?![\w*])"
    r"|(?<![\w_])_(?P<lined>[^\s_](?:[^_]{0,400}?[^\s_])?)_(?![\w_])",
    re.DOTALL | re.IGNORECASE,
)


def mend_markup(source: str, passages: Iterable[Passage]) -> Mended:
    """
    Put passages of Markdown with HTML remains together as readable text, as `mend` does, without the markup.

    >>> mend_markup("on 3<sup>rd</sup> June, **see** [the offer](http://x.org)", [Passage(0, 59)]).text
    'on 3rd June, see the offer'
    """
    whole = mend(source, passages)
    if not any(c in whole.text for c in "<*_[&\\"):
        return whole
    text: list[str] = []
    origins: list[int] = []

    def take(start: int, end: int) -> None:
        done = start
        for match in _MARKUP.finditer(whole.text, start, end):
            text.append(whole.text[done : match.start()])
            origins.extend(whole.origins[done : match.start()])
            inner = next((g for g in ("label", "starred", "lined", "escaped", "address") if match[g]), None)
            if inner:
                take(*match.span(inner))
            else:
                become = " " if match["block"] or match["item"] else unescape(match["entity"] or "")
                text.append(become)
                origins.extend([whole.origins[match.start()]] * len(become))
            done = match.end()
        text.append(whole.text[done:end])
        origins.extend(whole.origins[done:end])

    take(0, len(whole.text))
    return _collapsed("".join(text), origins, whole.passages)


def _collapsed(text: str, origins: list[int], passages: tuple[Passage, ...]) -> Mended:
    """White space collapsed once more, where markup left gaps."""
    kept = [i for i, c in enumerate(text) if not c.isspace() or (i and not text[i - 1].isspace())]
    if kept and text[kept[-1]].isspace():
        kept.pop()
    characters = "".join(" " if text[i].isspace() else text[i] for i in kept)
    return Mended(characters, tuple(origins[i] for i in kept), passages if characters else ())
