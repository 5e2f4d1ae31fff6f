"""Lines of a block, as the source has them: letterheads, addressees and sign-offs mean by their lines."""

from sendgraph.documents import Block, Document, Mended


def lines_of(document: Document, block: Block) -> list[Mended]:
    """The lines of a block; those of each cell in turn for a table row."""
    if block.kind == "table-row":
        return [line for cell in block.cells for line in split_lines(document, cell)]
    return split_lines(document, block.content)


def split_lines(document: Document, content: Mended) -> list[Mended]:
    """Mended text cut where its source has a line's end."""
    text, lines, start = document.text, [], 0
    for at in range(1, len(content.text)):
        before, here = content.origins[at - 1], content.origins[at]
        gap = text[before:here] if before < here else ""
        if "\n" in gap or "<br" in gap.lower() or (content.text[at] == " " and text[here] == "\n"):
            lines.append(content.slice(start, at).strip())
            start = at
    lines.append(content.slice(start, len(content.text)).strip())
    return [line for line in lines if line.text]
