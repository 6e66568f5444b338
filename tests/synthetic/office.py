"""The same bulletin as a word processor sets it: flat OpenDocument texts, which `benchmarks/office_forms.py` prints.

    document(bulletin, any_form(random.Random(3)))      "<office:document ...>"

The word processor breaks lines, hyphenates, justifies, numbers pages and cuts stories by columns and pages in its own
way. Forms differ in paper, columns, letters, in how a heading and how a story is set, and in what runs along the page.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from .layouts import Bulletin
from .office_styles import styles
from .office_traits import RUN_IN, OfficeForm

NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
}


def document(bulletin: Bulletin, form: OfficeForm) -> str:
    """A flat OpenDocument text."""
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    body = "".join(_body(bulletin, form))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {names} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.text">{styles(form)}'
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def _body(bulletin: Bulletin, form: OfficeForm) -> Iterator[str]:
    sectioned = form.columns > 1 and form.wide_introduction
    if bulletin.title:
        yield _paragraph("title", bulletin.title)
    yield _paragraph("section", "Overview")
    for text in bulletin.introduction:
        yield _paragraph("body", text)
    if form.contents:
        for number, (state, _) in enumerate(bulletin.sections):
            yield _paragraph("body", f"{state}<text:tab/>{2 + number // 3}", marked=True)
    yield _paragraph("section", "287(g) Encounters by State")
    if sectioned:
        yield '<text:section text:style-name="columns" text:name="cases">'
    yield from _sections(bulletin, form)
    if sectioned:
        yield "</text:section>"
    if form.closing:
        yield _paragraph(
            "body", "For media inquiries, contact the ICE Office of Public Affairs at ICEMedia@ice.dhs.gov."
        )


def _sections(bulletin: Bulletin, form: OfficeForm) -> Iterator[str]:
    if form.story == "row":
        yield _open_table(form, ("No.", "State", "Encounter"), (0.08, 0.17, 0.75))
    count = 0
    for number, (state, stories) in enumerate(bulletin.sections):
        if number and form.between and form.story != "row":
            yield _paragraph("rule", "") if form.between == "rule" else _paragraph("between", form.between)
        told = [_words(form, text, count + i) for i, text in enumerate(stories)]
        if form.story == "row":
            for text in told:
                count += 1
                yield _row(
                    _paragraph("cell", str(count)), _paragraph("cell", state), _paragraph("cell", text, marked=True)
                )
            continue
        yield from _section(form, state, told)
        count += len(told)
    if form.story == "row":
        yield "</table:table>"


def _section(form: OfficeForm, state: str, told: list[str]) -> Iterator[str]:
    words = form.heading_words.format(state=state, number=len(told))
    if form.heading in RUN_IN:
        mark = RUN_IN[form.heading].format(state=state)
        if form.heading == "bold-run-in":
            mark = f'<text:span text:style-name="strong">{mark}</text:span>'
        told = [mark + told[0], *told[1:]]
    elif form.story == "side":
        yield _open_table(form, (), (0.2, 0.8))
        yield _row(_paragraph("heading", words), "".join(_paragraph("cell", text, marked=True) for text in told))
        yield "</table:table>"
        return
    elif form.story == "cells":
        yield _open_table(form, (), (1.0,))
        yield _row(_paragraph("heading", words))
        for text in told:
            yield _row(_paragraph("cell", text, marked=True))
        yield "</table:table>"
        return
    else:
        yield _paragraph("heading", words)
    match form.story:
        case "bullet" | "number":
            yield f'<text:list text:style-name="{form.story}">'
            yield from (f"<text:list-item>{_paragraph('story', text, marked=True)}</text:list-item>" for text in told)
            yield "</text:list>"
        case "cell":
            yield _open_table(form, (), (1.0,))
            yield from (_row(_paragraph("cell", text, marked=True)) for text in told)
            yield "</table:table>"
        case "wide-initial":
            yield from (
                _paragraph(
                    "story", f'<text:span text:style-name="strong">{text[:2]}</text:span>{text[2:]}', marked=True
                )
                for text in told
            )
        case _:
            yield from (_paragraph("story", text, marked=True) for text in told)


def _words(form: OfficeForm, text: str, number: int) -> str:
    """A story's marked-up text."""
    if form.soft:
        text = (
            text.replace("immigration", "immi\u00adgra\u00adtion")
            .replace("287(g) P", "287(g)\u00a0P")
            .replace("convicted", "con\u00advict\u00aded")
        )
    text = escape(text)
    if form.notes and number % 3 == 0:
        note = (
            f'<text:note text:id="n{number}" text:note-class="footnote"><text:note-citation>{number // 3 + 1}</text:note-citation>'
            '<text:note-body><text:p text:style-name="note">A detainer asks a jail to notify ICE before it releases a person.</text:p></text:note-body></text:note>'
        )
        text = text.replace("immigration detainer", f"immigration detainer{note}", 1)
    return text


def _paragraph(style: str, text: str, *, marked: bool = False) -> str:
    return f'<text:p text:style-name="{style}">{text if marked else escape(text)}</text:p>'


def _open_table(form: OfficeForm, titles: tuple[str, ...], widths: tuple[float, ...]) -> str:
    columns = "".join(f'<table:table-column table:style-name="w{round(100 * width)}"/>' for width in widths)
    head = _row(*(_paragraph("cell", title) for title in titles))
    return f'<table:table table:style-name="table">{columns}' + (
        f"<table:table-header-rows>{head}</table:table-header-rows>" if titles else ""
    )


def _row(*cells: str) -> str:
    return (
        "<table:table-row>"
        + "".join(f'<table:table-cell table:style-name="td">{cell}</table:table-cell>' for cell in cells)
        + "</table:table-row>"
    )
