"""Files whose structure is broken: headers, tables, trees, passwords, objects that are not what they should be."""

from .build import CATALOG, FONT, ONE_PAGE, TEXT, WORDS, body, document, noise, page, pages, simple, stream


def wrong_table() -> bytes:
    start, _, end = simple().rpartition(b"startxref\n")
    return start + b"startxref\n99999" + end[end.index(b"\n") :]


def no_table() -> bytes:
    """Objects alone, as from a program that crashed before it wrote the rest."""
    return body([CATALOG, ONE_PAGE, page(), stream(WORDS), FONT])[0]


def scrambled_offsets() -> bytes:
    return simple().replace(b"0000000009", b"0000000777")


def previous_tables_in_a_ring() -> bytes:
    content = simple()
    start = content.rindex(b"startxref\n") + len(b"startxref\n")
    offset = content[start:].split()[0]
    return content.replace(b"/Root 1 0 R ", b"/Root 1 0 R /Prev %s " % offset)


def newer_page() -> bytes:
    """An old page, and behind it an update that replaces its contents by `TEXT`."""
    old = document([CATALOG, ONE_PAGE, page(), stream(b"BT /F1 11 Tf 40 700 Td (Outdated) Tj ET"), FONT])
    at = len(old)
    before = old[old.rindex(b"startxref\n") :].split()[1]
    update = b"4 0 obj\n%s\nendobj\n" % stream(WORDS)
    table = b"xref\n4 1\n%010d 00000 n \n" % at
    trailer = b"trailer\n<< /Size 6 /Root 1 0 R /Prev %s >>\nstartxref\n%d\n%%%%EOF\n" % (before, at + len(update))
    return old + update + table + trailer


def cyclic_tree() -> bytes:
    return document([CATALOG, b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>", page(), stream(WORDS), FONT])


def page_as_its_own_child() -> bytes:
    loop = b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>"
    return document([CATALOG, ONE_PAGE, loop, stream(WORDS), FONT])


def page_as_its_own_parent() -> bytes:
    loop = b"<< /Type /Page /Parent 3 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    return document([CATALOG, ONE_PAGE, loop, stream(WORDS), FONT])


def deep_tree(depth: int = 5_000) -> bytes:
    objects = [CATALOG]
    objects += [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % number for number in range(3, depth + 3)]
    leaf = len(objects) + 1
    contents = b"<< /Type /Page /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /Font << /F1 %d 0 R >> >> >>"
    return document([*objects, contents % (leaf + 1, leaf + 2), stream(WORDS), FONT])


def deep_arrays(depth: int = 200_000) -> bytes:
    return simple(extra=b"/Deep " + b"[" * depth + b"]" * depth)


def deep_mappings(depth: int = 100_000) -> bytes:
    return simple(extra=b"/Deep " + b"<</A" * depth + b" 1 " + b">>" * depth)


def deep_operators(depth: int = 300_000) -> bytes:
    return simple(b" q" * depth + b" Q" * depth)


def no_pages() -> bytes:
    return document([CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>"])


def no_catalog() -> bytes:
    return document([b"<< /Type /Nothing >>", ONE_PAGE, page(), stream(WORDS), FONT])


def claims_pages(count: int) -> bytes:
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count %d >>" % count
    return document([CATALOG, tree, page(), stream(WORDS), FONT])


def wrong_length(length: bytes) -> bytes:
    contents = b"<< /Length %s >>\nstream\n%s\nendstream" % (length, WORDS)
    return document([CATALOG, ONE_PAGE, page(), contents, FONT])


def contents_that_are(value: bytes) -> bytes:
    """A page of three whose contents are no stream."""
    return pages(page(7), value)


def missing_page() -> bytes:
    return pages(b"null")


def page_that_is_no_page() -> bytes:
    return pages(b"[(a page) 7]")


def header_and_noise() -> bytes:
    return b"%PDF-1.7\n" + noise(50_000, 5)


def running_script() -> bytes:
    script = b"<< /S /JavaScript /JS (while \\(true\\) { app.alert\\('x'\\); }) >>"
    launch = b"<< /S /Launch /Win << /F (cmd.exe) >> /F (/bin/sh) >>"
    catalog = b"<< /Type /Catalog /Pages 2 0 R /OpenAction %s /AA << /WC %s >> /Names << /EmbeddedFiles 6 0 R >> >>"
    names = b"<< /Names [(virus.exe) << /Type /Filespec /F (virus.exe) /EF << /F 7 0 R >> >>] >>"
    link = b"<< /Subtype /Link /Rect [0 0 612 792] /A %s >>" % launch
    traits = b"/AA << /O %s /C %s >> /Annots [%s]" % (script, launch, link)
    return document(
        [
            catalog % (script, launch),
            ONE_PAGE,
            page(extra=traits),
            stream(WORDS),
            FONT,
            names,
            stream(b"MZ", b"/Type /EmbeddedFile"),
        ]
    )


def web_page() -> bytes:
    return b"<!doctype html><title>404</title><p>" + TEXT.encode() + b" " * 2000
