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
FORMATS = ("txt", "wrapped.txt", "md", "html", "bold.html", "docx", "bold.docx", "pdf")


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
        canvas.setFont("Helvetica", 9)  # type: ignore[attr-defined]
        canvas.drawCentredString(A4[0] / 2, 30, str(canvas.getPageNumber()))  # type: ignore[attr-defined]

    SimpleDocTemplate(str(path), pagesize=A4).build(story, onFirstPage=footer, onLaterPages=footer)


_WRITERS: dict[str, Callable[[Script, Path], None]] = {
    "txt": _text,
    "wrapped.txt": _wrapped,
    "md": _markdown,
    "html": _html,
    "bold.html": _bold_html,
    "docx": _docx,
    "bold.docx": _bold_docx,
    "pdf": _pdf,
}
