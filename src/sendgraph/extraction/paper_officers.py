"""Officials whom a council's paper names: authors, contacts, leads, members of boards."""

import re
from collections.abc import Iterable, Sequence

from sendgraph.documents import Block, Document
from sendgraph.extraction.commissioning_groups import find_groups
from sendgraph.extraction.letter_officers import find_council
from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.lines import lines_of
from sendgraph.extraction.people import NAME, ROLE, has_title, is_name, plain_name, without_address
from sendgraph.extraction.record import Officer

_LABEL = re.compile(
    r"(?:report(?:ing)?\s+(?:from|of|by|author|writer|sponsor|owner)s?|authors?|lead\s+(?:officer|"
    r"director|member|author)s?"
    r"(?:\s+contact)?|contact(?:\s+(?:officer|details|person|name))?s?|(?:responsible|"
    r"accountable)\s+officers?|"
    r"written\s+by|prepared\s+by|presented\s+by|(?:executive|board|cabinet|portfolio)\s+(?:lead|sponsor|"
    r"member|holder)s?|"
    r"portfolio|cabinet\s+member(?:\(s\))?|officers?|name|(?:[A-Z][\w&]*\s+|and\s+|"
    r"&\s+){1,6}lead)\s*[:–-]?\s*$",
    re.I,
)
_COLON = re.compile(r"^(?P<label>[^:]{3,60}):\s*(?P<value>.*)$", re.DOTALL)
_DESIGNATION = re.compile(r"(?:designation|job title|role|position|title)\s*:\s*(?P<role>.+)", re.I)
_MEMBERS = re.compile(
    r"\b(?:member|membership|represent|chaired|board|group|attend|panel|consist|include)", re.I
)
_BODY = re.compile(
    r"\b(?:Council|CCGs?|Clinical Commissioning|NHS|Trust|Team|Forum|Board|Partnership|Hospital|School|"
    r"College)\b"
)
_BOARD = re.compile(
    r"\b(?:A|The|the|a)\s+(?P<board>(?:[A-Z][\w&-]*\s+)+(?:Board|Group|Partnership|"
    r"Panel|Forum))\b"
)
_OWN = re.compile(
    r"\b(?:director|head of|chief executive|CEO|lead member|cabinet member|portfolio holder|"
    r"nominated officer)",
    re.I,
)
_WHOLE = NAME.replace("{1,3}?", "{1,3}")
_ENTRY = re.compile(
    rf"^(?P<name>{_WHOLE})\s*(?:\((?P<aside>[^()]*)\))?\s*(?:[,–-]\s*(?P<rest>.*))?$",
    re.DOTALL,
)
_SEVERAL = re.compile(
    rf"(?P<name>{NAME})\s*(?:\((?P<inside>[^()]*)\)|,?\s*(?P<role>{ROLE}[^()]*?)\s*\((?P<body>[^()]*)\))"
)


def read_paper_officers(
    document: Document, blocks: Sequence[Block], *, area: str, council: str | None, lexicon: Lexicon
) -> list[Officer]:
    """The officials that a paper names, each once, with their offices and bodies."""
    found: list[Officer] = []
    for at, block in enumerate(blocks):
        if block.kind == "table-row" and len(block.cells) > 1:
            if _LABEL.fullmatch(block.cells[0].text.strip()):
                found.extend(_contacts(block.cells[1].text, block.cells[0].text, area, council, lexicon))
            continue
        lines = [line.text for line in lines_of(document, block)]
        for place, line in enumerate(lines):
            match = _COLON.match(line)
            if match and _LABEL.fullmatch(match["label"].strip() + ":") and match["value"].strip():
                after = lines[place + 1 :] or [b.text for b in blocks[at + 1 : at + 2]]
                found.extend(_labelled(match["value"], after, council, lexicon))
        whole = block.text.strip()
        if _LABEL.fullmatch(whole) and len(whole) < 60 and at + 1 < len(blocks):
            following = [line.text for line in lines_of(document, blocks[at + 1])]
            found.extend(_entry(following[0], council, lexicon))
        elif block.kind == "bullet" and len(whole) < 200 and _in_membership(blocks, at):
            found.extend(_chairing(o, blocks, at) for o in _entry(whole, council, lexicon))
    return merge_officers(found)


def merge_officers(officers: Iterable[Officer]) -> list[Officer]:
    """Each person once: their offices joined, the first body that is known."""
    merged: dict[str, Officer] = {}
    for officer in officers:
        before = merged.get(officer.name)
        if before is None:
            merged[officer.name] = officer
            continue
        roles = [r for both in (before.role, officer.role) for r in (both or "").split("; ") if r]
        kept = [r for i, r in enumerate(roles) if not any(_same(r, other) for other in roles[:i])]
        merged[officer.name] = Officer(
            name=officer.name, role="; ".join(kept) or None, body=before.body or officer.body
        )
    return list(merged.values())


def _same(role: str, other: str) -> bool:
    plain = [re.sub(r"\W+", " ", r.lower()).replace(" and ", " ").strip() for r in (role, other)]
    return plain[0] in plain[1] or plain[1] in plain[0] or plain[0].split()[:2] == plain[1].split()[:2]


def _in_membership(blocks: Sequence[Block], at: int) -> bool:
    """Whether the list that a bullet stands in was led in as one of members."""
    lead = next((b for b in reversed(blocks[:at]) if b.kind != "bullet"), None)
    return lead is not None and bool(_MEMBERS.search(lead.text)) and lead.text.rstrip().endswith(":")


def _chairing(officer: Officer, blocks: Sequence[Block], at: int) -> Officer:
    """Of what somebody is "(Chair)": the board whose members are listed."""
    lead = next(b for b in reversed(blocks[:at]) if b.kind != "bullet")
    board = _BOARD.search(lead.text)
    if not board or not officer.role or not re.search(r"(?:^|; )(?:Vice[- ])?Chair$", officer.role):
        return officer
    return officer.model_copy(update={"role": f"{officer.role} of the {board['board']}"})


def _labelled(value: str, after: Sequence[str], council: str | None, lexicon: Lexicon) -> list[Officer]:
    """A labelled name; a designation may stand on the next line."""
    if is_name(value, first=True):
        for line in after[:1]:
            if match := _DESIGNATION.match(line):
                return _described(
                    plain_name(value), None, " ".join([match["role"], *after[1:2]]), council, lexicon
                )
        return [Officer(name=plain_name(value), role=None, body=None)]
    return _entry(value, council, lexicon)


def _entry(text: str, council: str | None, lexicon: Lexicon) -> list[Officer]:
    """What an entry of a list says: a name, perhaps what it chairs, an office, a body."""
    match = _ENTRY.match(" ".join(text.split()))
    if not match or not is_name(match["name"], first=True):
        return []
    return _described(
        plain_name(match["name"]), match["aside"], match["rest"] or "", council, lexicon, has_title(text)
    )


def _described(
    name: str, aside: str | None, rest: str, council: str | None, lexicon: Lexicon, titled: bool = False
) -> list[Officer]:
    chunks = [c.strip() for c in rest.strip(" ,").split(",") if c.strip()]
    body: str | None = None
    if (
        chunks
        and _BODY.search(chunks[-1])
        and not re.search(r"\bHead\b|\bDirector\b|\bLead\b|\bChair\b", chunks[-1])
    ):
        body = _full_body(chunks.pop(), council, lexicon)
    elif (named := find_council(rest, None, lexicon)) and f", {named}" in f", {rest}":
        before, _, more = rest.partition(named)
        chunks = [
            before.strip(" ,"),
            *([re.sub(r"^(?:and|,|;)\s+", "", more.strip(" ,"))] if more.strip(" ,") else []),
        ]
        body = named
    while chunks and re.search(r"\d", chunks[-1]) and not re.search(r"\d+\s*[-–]\s*\d+", chunks[-1]):
        chunks.pop()
    role = ("; " if body and len(chunks) > 1 and chunks[-1][:5] == "Chair" else ", ").join(chunks) or None
    role = without_address(role) or None if role else None
    if aside and aside.strip():
        role = "; ".join(r for r in (role, aside.strip()) if r)
    if role and body is None and _OWN.search(role):
        body = council
    if role is None and body is None and not titled:
        return []
    return [Officer(name=name, role=role, body=body)]


def _full_body(words: str, council: str | None, lexicon: Lexicon) -> str:
    groups = find_groups(words, lexicon)
    if len(groups) == 1:
        return groups[0]
    return find_council(words, None, lexicon) or words


def _contacts(value: str, label: str, area: str, council: str | None, lexicon: Lexicon) -> list[Officer]:
    """The people of a table's cell: a name, several that run together, or a name under a label of office."""
    if is_name(value, first=True):
        role = label.strip(" :") if re.search(r"\blead\b|\bsponsor\b|\bholder\b", label, re.I) else None
        board = re.match(r"(?P<board>.*\bBoard)\b", role or "")
        body = f"{area} {board['board'].replace('&', 'and')}" if board else None
        return [Officer(name=plain_name(value), role=role, body=body)]
    found: list[Officer] = []
    for match in _SEVERAL.finditer(value):
        if not is_name(match["name"], first=True):
            continue
        name = plain_name(match["name"])
        if match["inside"]:
            found.extend(_described(name, None, match["inside"], council, lexicon))
            if not found or found[-1].name != name:
                found.append(Officer(name=name, role=match["inside"], body=council))
        else:
            found.append(Officer(name=name, role=match["role"].strip(" ,"), body=match["body"].strip()))
    return found or _entry(value, council, lexicon)
