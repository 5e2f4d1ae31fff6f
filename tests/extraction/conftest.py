"""Documents of invented content, written in every format that is read."""

import html
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.platypus import ListFlowable, ListItem, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

#: ("lines", [...]), ("p", text), ("h", text), ("b", text), ("n", number, text), ("table", [[cell, …], …])
Element = tuple[str, *tuple[object, ...]]
Script = Sequence[Element]


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Script, str], Path]:
    """Write a script as a file of a format; the file's name is `document` and the format's ending."""

    def written(script: Script, form: str) -> Path:
        path = tmp_path / f"document.{form.rsplit('.', 1)[-1]}"
        _WRITERS[form](script, path)
        return path

    return written


def _text(script: Script, path: Path) -> None:
    """As a conversion leaves it: plain lines for headings, dashes, tabs."""
    parts = []
    for kind, *rest in script:
        if kind == "lines":
            parts.append("\n".join(rest[0]))
        elif kind in ("p", "h"):
            parts.append(str(rest[0]))
        elif kind == "b":
            parts.append(f"- {rest[0]}")
        elif kind == "n":
            parts.append(f"{rest[0]} {rest[1]}")
        else:
            parts.append("\n".join("\t".join(c.replace("\n", " ") for c in row) for row in rest[0]))
    path.write_text("\n\n".join(parts), encoding="utf-8")


def _wrapped(script: Script, path: Path) -> None:
    """As a program prints it: wrapped at a margin, in an old encoding, round bullets with hanging lines."""
    parts = []
    for kind, *rest in script:
        if kind == "lines":
            parts.append("\n".join(rest[0]))
        elif kind == "p":
            parts.append(textwrap.fill(str(rest[0]), 88, break_on_hyphens=False))
        elif kind == "h":
            parts.append(textwrap.fill(str(rest[0]), 88))
        elif kind == "b":
            words = textwrap.fill(str(rest[0]), 84, subsequent_indent="  ", break_on_hyphens=False)
            parts.append(f"• {words}")
        elif kind == "n":
            parts.append(
                textwrap.fill(f"{rest[0]} {rest[1]}", 88, subsequent_indent="    ", break_on_hyphens=False)
            )
        else:
            parts.append("\n".join("\t".join(c.replace("\n", " ") for c in row) for row in rest[0]))
    path.write_text("\r\n".join("\n\n".join(parts).split("\n")), encoding="cp1252")


def _markdown(script: Script, path: Path) -> None:
    """With headings at odd levels and in bold, and an HTML table."""
    parts = []
    level = 0
    for kind, *rest in script:
        if kind == "lines":
            parts.append("  \n".join(rest[0]))
        elif kind == "p":
            parts.append(str(rest[0]))
        elif kind == "h":
            level = level % 4 + 1
            parts.append(f"**{rest[0]}**" if level == 3 else f"{'#' * level} {rest[0]}")
        elif kind == "b":
            parts.append(f"* {rest[0]}")
        elif kind == "n":
            parts.append(f"- {rest[0]} {rest[1]}")
        else:
            rows = "".join(
                "<tr>"
                + "".join(f"<td><p>{html.escape(c).replace(chr(10), '<br/>')}</p></td>" for c in row)
                + "</tr>\n"
                for row in rest[0]
            )
            parts.append(f"<table>\n{rows}</table>")
    path.write_text("\n\n".join(parts), encoding="utf-8-sig")


def _html(script: Script, path: Path, *, bold: bool = False) -> None:
    body, open_list = [], False
    for kind, *rest in script:
        if open_list and kind != "b":
            body.append("</ul>")
            open_list = False
        if kind == "lines":
            body.append("<p>" + "<br>".join(html.escape(line) for line in rest[0]) + "</p>")
        elif kind == "p":
            body.append(f"<p>{html.escape(str(rest[0]))}</p>")
        elif kind == "h":
            words = html.escape(str(rest[0]))
            body.append(f"<p><strong>{words}</strong></p>" if bold else f"<h3>{words}</h3>")
        elif kind == "b":
            if not open_list:
                body.append("<ul>")
                open_list = True
            body.append(f"<li>{html.escape(str(rest[0]))}</li>")
        elif kind == "n":
            body.append(f"<p>{rest[0]}&nbsp;&nbsp;{html.escape(str(rest[1]))}</p>")
        else:
            rows = "".join(
                "<tr>" + "".join(f"<td>{html.escape(c).replace(chr(10), '<br>')}</td>" for c in row) + "</tr>"
                for row in rest[0]
            )
            body.append(f"<table border='1'><tbody>{rows}</tbody></table>")
    if open_list:
        body.append("</ul>")
    nav = "<nav><a href='/'>Home</a> Strengths</nav>"
    path.write_text(
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>Page</title></head><body>{nav}"
        f"<div>{''.join(body)}</div></body></html>",
        encoding="utf-8",
    )


def _bold_html(script: Script, path: Path) -> None:
    _html(script, path, bold=True)


def _docx(script: Script, path: Path, *, bold: bool = False) -> None:
    document = docx.Document()
    for kind, *rest in script:
        if kind == "lines":
            paragraph = document.add_paragraph()
            for at, line in enumerate(rest[0]):
                run = paragraph.add_run(line)
                if at + 1 < len(rest[0]):
                    run.add_break()
        elif kind == "p":
            document.add_paragraph(str(rest[0]))
        elif kind == "h":
            if bold:
                document.add_paragraph().add_run(str(rest[0])).bold = True
            else:
                document.add_heading(str(rest[0]), 2)
        elif kind == "b":
            document.add_paragraph(str(rest[0]), style="List Bullet")
        elif kind == "n":
            document.add_paragraph(f"{rest[0]}\t{rest[1]}")
        else:
            rows = rest[0]
            table = document.add_table(len(rows), max(len(row) for row in rows))
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    table.cell(i, j).text = cell
    document.save(str(path))


def _bold_docx(script: Script, path: Path) -> None:
    _docx(script, path, bold=True)


def _pdf(script: Script, path: Path) -> None:
    styles = getSampleStyleSheet()
    normal = ParagraphStyle(
        "n", parent=styles["Normal"], fontName="Helvetica", fontSize=11, leading=13, spaceAfter=8
    )
    strong = ParagraphStyle("h", parent=normal, fontName="Helvetica-Bold", fontSize=12, spaceBefore=8)
    story: list[object] = []
    for kind, *rest in script:
        if kind == "lines":
            story.append(Paragraph("<br/>".join(html.escape(line) for line in rest[0]), normal))
        elif kind == "p":
            story.append(Paragraph(html.escape(str(rest[0])), normal))
        elif kind == "h":
            story.append(Paragraph(html.escape(str(rest[0])), strong))
        elif kind == "b":
            item = ListItem(Paragraph(html.escape(str(rest[0])), normal))
            story.append(ListFlowable([item], bulletType="bullet", start="•", leftIndent=18))
        elif kind == "n":
            story.append(Paragraph(f"{rest[0]} {html.escape(str(rest[1]))}", normal))
        else:
            cells = [
                [Paragraph(html.escape(c).replace("\n", "<br/>"), normal) for c in row] for row in rest[0]
            ]
            style = TableStyle(
                [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
            )
            story.append(Table(cells, style=style))
        story.append(Spacer(1, 2))

    def footer(canvas: object, template: object) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawCentredString(A4[0] / 2, 30, str(canvas.getPageNumber()))

    SimpleDocTemplate(str(path), pagesize=A4).build(story, onFirstPage=footer, onLaterPages=footer)


def _word_html(script: Script, path: Path) -> None:
    """As Word saves a page: each line a paragraph, headings by style alone, bullets in a symbol font."""
    parts: list[str] = []
    for kind, *rest in script:
        if kind == "lines":
            parts.extend(
                f"<p class=MsoNormal><span>{html.escape(line)}<o:p></o:p></span></p>" for line in rest[0]
            )
        elif kind == "p":
            parts.append(f"<p class=MsoNormal>{html.escape(str(rest[0]))}</p>")
        elif kind == "h":
            parts.append(f'<p><span style="font-weight: bold">{html.escape(str(rest[0]))}</span></p>')
        elif kind == "b":
            parts.append(
                f"<p class=MsoList><span>\uf06e<span>&nbsp;&nbsp; "
                f"</span></span>{html.escape(str(rest[0]))}</p>"
            )
        elif kind == "n":
            parts.append(f"<p>{rest[0]}&nbsp;&nbsp;{html.escape(str(rest[1]))}</p>")
        else:
            rows = (
                "".join(
                    "<td>" + "".join(f"<p>{html.escape(line)}</p>" for line in cell.split("\n")) + "</td>"
                    for cell in row
                )
                for row in rest[0]
            )
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    page = f"<html><head><style>p {{}}</style></head><body><div>{''.join(parts)}</div></body></html>"
    path.write_text(page, encoding="cp1252", errors="xmlcharrefreplace")


def _layout_html(script: Script, path: Path) -> None:
    """The whole page in a table that only places things."""
    _html(script, path)
    page = path.read_text(encoding="utf-8")
    page = page.replace("<div>", "<table width=600><tr><td><div>").replace(
        "</div>", "</div></td></tr></table>"
    )
    path.write_text(page, encoding="utf-8")


def _run_text(script: Script, path: Path) -> None:
    """No empty line anywhere, addresses in one line, in UTF-16."""
    parts: list[str] = []
    for kind, *rest in script:
        if kind == "lines":
            parts.append(" ".join(rest[0]))
        elif kind == "b":
            parts.append(f"■ {rest[0]}")
        elif kind == "n":
            parts.append(f"{rest[0]} {rest[1]}")
        elif kind == "table":
            parts.extend("\t".join(cell.replace("\n", " ") for cell in row) for row in rest[0])
        else:
            parts.append(str(rest[0]))
    path.write_text("\n".join(parts), encoding="utf-16")


def _printed_text(script: Script, path: Path) -> None:
    """As a PDF's pages print: hanging bullets, headings right after them, columns of spaces, page numbers."""
    lines: list[str] = []
    for kind, *rest in script:
        if kind == "lines":
            lines += [*rest[0], ""]
        elif kind == "b":
            words = textwrap.wrap(str(rest[0]), 80, break_on_hyphens=False)
            lines += [f"  ■    {words[0]}", *(f"       {line}" for line in words[1:])]
        elif kind == "table":
            for row in rest[0]:
                cells = [
                    [w for line in cell.split("\n") for w in textwrap.wrap(line, 38) or [""]] for cell in row
                ]
                for k in range(max(len(cell) for cell in cells)):
                    lines.append("".join((c[k] if k < len(c) else "").ljust(45) for c in cells).rstrip())
                lines.append("")
        elif kind == "h":
            lines += textwrap.wrap(str(rest[0]), 80)
        else:
            words = f"{rest[0]} {rest[1]}" if kind == "n" else str(rest[0])
            lines += [*textwrap.wrap(words, 88, break_on_hyphens=False), ""]
    pages = [lines[at : at + 48] for at in range(0, len(lines), 48)]
    printed = (["\n".join(page), "", " " * 40 + str(number), "\f"] for number, page in enumerate(pages, 1))
    path.write_text("\n".join(line for page in printed for line in page), encoding="utf-8")


def _converted_markdown(script: Script, path: Path) -> None:
    """As converters leave it: a dash before each glyph, bold in every heading, piped tables, `<br>`."""
    parts: list[str] = []
    for kind, *rest in script:
        if kind == "lines":
            parts.append("<br>".join(rest[0]))
        elif kind == "b":
            parts.append(f"- ▪ {rest[0]}")
        elif kind == "h":
            parts.append(f"## **{rest[0]}**")
        elif kind == "n":
            parts.append(f"{rest[0]} {rest[1]}")
        elif kind == "table":
            rows = ["| " + " | ".join(cell.replace("\n", "<br>") for cell in row) + " |" for row in rest[0]]
            parts.append("\n".join([rows[0], "|" + "---|" * len(rest[0][0]), *rows[1:]]))
        else:
            parts.append(str(rest[0]))
    path.write_text("\n\n".join(parts), encoding="utf-8")


def _typed_docx(script: Script, path: Path) -> None:
    """The addresses in a table beside the letterhead, bullets in a symbol font, each line a paragraph."""
    document = docx.Document()
    script = list(script)
    dear = next((at for at, part in enumerate(script) if str(part[1]).startswith("Dear")), 0)
    if dear:
        head = [line for kind, *rest in script[:dear] for line in (rest[0] if kind == "lines" else [rest[0]])]
        table = document.add_table(1, 2)
        table.cell(0, 0).text = "\n".join(str(line) for line in head)
        table.cell(0, 1).text = "Ofsted\nAgora\n6 Cumberland Place"
    for kind, *rest in script[dear:]:
        if kind == "lines":
            for line in rest[0]:
                document.add_paragraph(line)
        elif kind == "h":
            document.add_paragraph().add_run(str(rest[0])).bold = True
        elif kind == "b":
            document.add_paragraph(f"\uf0a7\t{rest[0]}")
        elif kind == "n":
            document.add_paragraph(f"{rest[0]} {rest[1]}")
        elif kind == "table":
            table = document.add_table(len(rest[0]), max(len(row) for row in rest[0]))
            for i, row in enumerate(rest[0]):
                for j, cell in enumerate(row):
                    first, *more = cell.split("\n")
                    table.cell(i, j).text = first
                    for line in more:
                        table.cell(i, j).add_paragraph(line)
        else:
            document.add_paragraph(str(rest[0]))
    document.save(str(path))


_WRITERS: dict[str, Callable[[Script, Path], None]] = {
    "txt": _text,
    "wrapped.txt": _wrapped,
    "md": _markdown,
    "html": _html,
    "bold.html": _bold_html,
    "docx": _docx,
    "bold.docx": _bold_docx,
    "pdf": _pdf,
    "word.html": _word_html,
    "layout.html": _layout_html,
    "run.txt": _run_text,
    "printed.txt": _printed_text,
    "converted.md": _converted_markdown,
    "typed.docx": _typed_docx,
}
