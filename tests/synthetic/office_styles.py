"""The styles of a flat OpenDocument text that give a form its look: paragraphs, columns, tables, lists, running lines."""

from xml.sax.saxutils import escape

from .office_traits import HEADINGS, PAPERS, OfficeForm


def styles(form: OfficeForm) -> str:
    """Fonts, styles, page layout and master page of a form."""
    width, height = PAPERS[form.paper]
    if form.landscape:
        width, height = height, width
    columns = _columns(form)
    on_page = "" if form.wide_introduction else columns
    text = f'fo:font-size="{form.size}pt" style:font-name="letters" fo:language="en" fo:country="US"'
    hyphens = f'fo:hyphenate="{str(form.hyphenate).lower()}" fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="3"'
    line = f'fo:line-height="{form.leading}%"'
    around, letters = HEADINGS[form.heading]
    keep = 'fo:keep-with-next="always"' if form.keep else ""
    indent = f'fo:text-indent="{form.indent}in"'
    story = {
        "hanging": 'fo:margin-left="0.3in" fo:text-indent="-0.3in"',
        "boxed": 'fo:border="0.5pt solid #808080" fo:padding="4pt"',
    }.get(form.story, indent)
    capital = (
        '<style:drop-cap style:lines="2" style:length="1" style:distance="0.03in"/>'
        if form.story == "drop-capital"
        else ""
    )
    counting = '<text:linenumbering-configuration text:number-lines="true" text:offset="0.2in" style:num-format="1" text:number-position="left" text:increment="1"/>'
    widths = "".join(_column_style(form, share) for share in (100, 20, 80, 8, 17, 75))
    big = 'fo:font-size="200%"'
    return f"""<office:font-face-decls><style:font-face style:name="letters" svg:font-family="'{form.font}'"/></office:font-face-decls>
<office:styles><style:default-style style:family="paragraph"><style:paragraph-properties style:tab-stop-distance="0.5in"/>
<style:text-properties {text} {hyphens}/></style:default-style>{counting if form.line_numbers else ""}
{_list_style(form)}</office:styles>
<office:automatic-styles>
{_style("title", f'fo:text-align="center" fo:margin-bottom="{2 * form.space}pt"', 'fo:font-size="170%" fo:font-weight="bold" fo:hyphenate="false"')}
{_style("section", f'fo:margin-top="{form.space}pt" fo:margin-bottom="{form.space}pt" fo:keep-with-next="always"', 'fo:font-size="130%" fo:font-weight="bold" fo:hyphenate="false"')}
{_style("body", f'{line} fo:text-align="{form.align}" fo:margin-bottom="{form.space}pt" {indent}', "")}
{_style("story", f'{line} fo:text-align="{form.align}" fo:margin-bottom="{form.space}pt" {story} fo:orphans="{1 + form.keep}" fo:widows="{1 + form.keep}"', "", capital)}
{_style("cell", f'{line} fo:text-align="{form.align}" fo:margin-bottom="{form.space / 2}pt"', "")}
{_style("heading", f'{keep} fo:margin-top="{form.space}pt" fo:margin-bottom="{form.space / 2}pt" {around}', f'{letters} fo:hyphenate="false"')}
{_style("note", "", 'fo:font-size="9pt"')}
{_style("between", f'fo:text-align="center" fo:margin-bottom="{form.space}pt"', "")}
{_style("rule", 'fo:border-bottom="0.5pt solid #000000" fo:margin-bottom="6pt"', 'fo:font-size="4pt"')}
{_style("running", "<TABS>", 'fo:font-size="9pt"').replace("<TABS>", "")}
<style:style style:name="strong" style:family="text"><style:text-properties fo:font-weight="bold" {big if form.story == "wide-initial" else ""}/></style:style>
<style:style style:name="columns" style:family="section"><style:section-properties text:dont-balance-text-columns="{str(not form.balanced).lower()}">{columns}</style:section-properties></style:style>
<style:style style:name="table" style:family="table"><style:table-properties style:width="{_inner(form):.3f}in" table:align="left" fo:margin-bottom="{form.space}pt"/></style:style>
{widths}
<style:style style:name="td" style:family="table-cell"><style:table-cell-properties fo:padding="4pt" fo:border="{"0.5pt solid #000000" if form.ruled or form.story == "row" else "none"}"/></style:style>
<style:page-layout style:name="page"><style:page-layout-properties fo:page-width="{width}in" fo:page-height="{height}in" style:print-orientation="{"landscape" if form.landscape else "portrait"}"
 fo:margin-top="{form.margin * 0.7:.2f}in" fo:margin-bottom="{form.margin * 0.7:.2f}in" fo:margin-left="{form.margin}in" fo:margin-right="{form.margin}in">{on_page}</style:page-layout-properties>
<style:header-style><style:header-footer-properties fo:min-height="0.3in" fo:margin-bottom="0.12in"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="0.3in" fo:margin-top="0.12in"/></style:footer-style></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="page">
{_running("header", form.header)}{_running("footer", form.footer)}</style:master-page></office:master-styles>"""


def _style(name: str, paragraph: str, text: str, inside: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties {paragraph}>{inside}'
        f"</style:paragraph-properties><style:text-properties {text}/></style:style>"
    )


def _inner(form: OfficeForm) -> float:
    """Width of a column, in inches."""
    width = PAPERS[form.paper][form.landscape] - 2 * form.margin
    return (width - (form.columns - 1) * form.gutter) / form.columns


def _column_style(form: OfficeForm, share: int) -> str:
    return (
        f'<style:style style:name="w{share}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{_inner(form) * share / 100:.3f}in"/></style:style>'
    )


def _columns(form: OfficeForm) -> str:
    if form.columns == 1:
        return ""
    rule = '<style:column-sep style:width="0.5pt" style:color="#000000" style:height="100%"/>' if form.ruled else ""
    half = form.gutter / 2
    each = [
        f'<style:column style:rel-width="1*" fo:start-indent="{half if n else 0}in" fo:end-indent="{half if n < form.columns - 1 else 0}in"/>'
        for n in range(form.columns)
    ]
    return f'<style:columns fo:column-count="{form.columns}" fo:column-gap="{form.gutter}in">{rule}{"".join(each)}</style:columns>'


def _list_style(form: OfficeForm) -> str:
    place = (
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment '
        'text:label-followed-by="listtab" fo:text-indent="-0.25in" fo:margin-left="0.25in"/></style:list-level-properties>'
    )
    return (
        f'<text:list-style style:name="bullet"><text:list-level-style-bullet text:level="1" text:bullet-char="•">{place}</text:list-level-style-bullet></text:list-style>'
        f'<text:list-style style:name="number"><text:list-level-style-number text:level="1" style:num-suffix="." style:num-format="1">{place}</text:list-level-style-number></text:list-style>'
    )


def _running(kind: str, text: str) -> str:
    if not text:
        return ""
    marked = (
        escape(text)
        .replace("\t", "<text:tab/>")
        .replace("{page}", "<text:page-number/>")
        .replace("{pages}", "<text:page-count/>")
    )
    return f'<style:{kind}><text:p text:style-name="running">{marked}</text:p></style:{kind}>'
