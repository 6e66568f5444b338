"""Every hostile file, and what may become of it."""

from collections.abc import Callable
from dataclasses import dataclass

from . import bombs, locked, prints, structure
from .build import packed, page, pages, simple, stream, with_object_stream

READS = "reads"
"""The words of `TEXT` are found, as often as `times` says."""
OTHER = "other"
"""Other words are found."""
BLANK = "blank"
"""It is read, and has no words."""
STOPPED = ("memory_limit", "time_limit")


@dataclass(frozen=True)
class Hostile:
    """A file, and every outcome that is right for it: `READS`, `OTHER`, `BLANK` or an error code."""

    name: str
    make: Callable[[], bytes]
    outcomes: frozenset[str]
    warns: str = ""  # the document warning that a reading must bring
    times: int = 1


def _case(name: str, make: Callable[[], bytes], *outcomes: str, warns: str = "", times: int = 1) -> Hostile:
    return Hostile(name, make, frozenset(outcomes), warns, times)


STRUCTURE = (
    _case("nothing", bytes, "empty_file"),
    _case("text", lambda: b"This is no PDF.\n" * 100, "not_a_pdf"),
    _case("page of the web", structure.web_page, "not_a_pdf"),
    _case("header only", lambda: b"%PDF-1.7\n", "damaged_pdf"),
    _case("header and noise", structure.header_and_noise, "damaged_pdf"),
    _case("cut in the middle", lambda: simple()[: len(simple()) // 2], "damaged_pdf", "no_pages", BLANK),
    _case("cut before its end", lambda: simple()[:-9], READS),
    _case("cut before its table", structure.no_table, READS, warns="damaged_pdf"),
    _case("junk before", lambda: b"\r\nX-Mail: yes\r\n" * 20 + simple(), READS),
    _case("much junk before", lambda: b"junk\n" * 300 + simple(), "not_a_pdf"),
    _case("junk behind", lambda: simple() + b"\n\0junk" * 1_000_000, READS),
    _case("wrong table", structure.wrong_table, READS, warns="damaged_pdf"),
    _case("wrong offsets", structure.scrambled_offsets, READS),
    _case("tables in a ring", structure.previous_tables_in_a_ring, READS),
    _case("newer page", structure.newer_page, READS),
    _case("object stream", with_object_stream, READS),
    _case("broken table stream", lambda: with_object_stream(break_table=True), READS, "damaged_pdf"),
    _case("object stream with wrong offsets", lambda: with_object_stream(break_offsets=True), READS, "damaged_pdf"),
    _case("object stream that claims more", lambda: with_object_stream(claim=2_000_000_000), READS, "damaged_pdf"),
    _case("user's password", lambda: locked.encrypted("secret", "owner"), "encrypted_pdf"),
    _case("user's password, 256 bits", lambda: locked.encrypted_anew(b"secret", b"owner"), "encrypted_pdf"),
    _case("owner's password only", lambda: locked.encrypted("", "owner"), READS),
    _case("owner's password only, 40 bits", lambda: locked.encrypted("", "owner", strength=40), READS),
    _case("owner's password only, 256 bits", lambda: locked.encrypted_anew(b"", b"owner"), READS),
    _case("unknown lock", locked.unknown_lock, "encrypted_pdf"),
    _case("no pages", structure.no_pages, "no_pages"),
    _case("no catalog", structure.no_catalog, "damaged_pdf", "no_pages"),
    _case("cyclic tree", structure.cyclic_tree, READS),
    _case("tree without leaves", structure.page_as_its_own_child, "damaged_pdf", "no_pages", "unreadable"),
    _case("page of its own tree", structure.page_as_its_own_parent, READS, "unreadable"),
    _case("deep tree", structure.deep_tree, READS, "damaged_pdf", "no_pages", "unreadable"),
    _case("deep arrays", structure.deep_arrays, READS, "damaged_pdf", "unreadable"),
    _case("deep mappings", structure.deep_mappings, READS, "damaged_pdf", "unreadable"),
    _case("deep operators", structure.deep_operators, READS),
    _case("claims many pages", lambda: structure.claims_pages(2_000_000_000), READS, "too_many_pages"),
    _case("claims less than no page", lambda: structure.claims_pages(-5), READS, "no_pages"),
    _case("stream longer than its file", lambda: structure.wrong_length(b"999999999"), READS),
    _case("stream of less than no length", lambda: structure.wrong_length(b"-1"), READS),
    _case("stream as long as itself", lambda: structure.wrong_length(b"4 0 R"), READS),
    _case("contents of themselves", lambda: structure.contents_that_are(b"7 0 R"), READS, times=2),
    _case("contents that are a number", lambda: structure.contents_that_are(b"12"), READS, times=2),
    _case("page missing", structure.missing_page, READS, times=2),
    _case("page that is no page", structure.page_that_is_no_page, READS, times=2),
    _case("script and attachment", structure.running_script, READS),
)

BOMBS = (
    _case("many pages", bombs.many_pages, "too_many_pages"),
    _case("stream bomb", bombs.unpacking, BLANK, *STOPPED),
    _case("nested stream bomb", lambda: bombs.unpacking(times=3), BLANK, *STOPPED),
    _case("glyph bomb", bombs.glyphs, *STOPPED, "unreadable"),
    _case("word bomb", bombs.one_word, OTHER, *STOPPED, "unreadable"),
    _case("operator bomb", bombs.operators, BLANK, *STOPPED),
    _case("path bomb", bombs.paths, BLANK, *STOPPED, "unreadable"),
    _case("contents bomb", bombs.repeated_contents, BLANK, *STOPPED),
    _case("font bomb", bombs.many_fonts, READS, *STOPPED),
    _case("character bomb", bombs.endless_characters, READS, OTHER, *STOPPED),
    _case("image bomb", bombs.pixels, *STOPPED, "unreadable"),
    _case("image that is shown again and again", bombs.picture_again_and_again, *STOPPED, "unreadable"),
    _case("laughing forms", bombs.laughing_forms, READS, *STOPPED),
    _case("deep forms", bombs.deep_forms, READS),
    _case("form in itself", bombs.form_in_itself, READS),
    _case("pattern in itself", bombs.pattern_in_itself, READS, warns="page_unreadable"),
    _case("mask in itself", bombs.mask_in_itself, READS),
    _case("glyph in itself", bombs.glyph_in_itself, OTHER, BLANK, "unreadable"),
    _case(
        "bomb between pages",
        lambda: bombs.bad_page_between(packed(b"1 0 0 1 0 0 cm " * 60_000, 1_000)),
        READS,
        warns="page_unreadable",
        times=2,
    ),
)

PRINTS = (
    _case("huge page", lambda: simple(box=b"0 0 20000000 20000000"), READS),
    _case("page of endless size", lambda: simple(box=b"0 0 1e39 1e39"), READS, "unreadable"),
    _case("page without size", lambda: simple(box=b"0 0 0 0"), READS),
    _case("page inside out", lambda: simple(box=b"612 792 0 0"), READS),
    _case("page below nothing", lambda: simple(box=b"-500 -100 612 792"), READS),
    _case("page of no numbers", lambda: simple(box=b"nan nan inf inf"), READS),
    _case("page of three numbers", lambda: simple(box=b"0 0 612"), READS),
    _case("pages of many sizes", bombs.sized, READS, times=40),
    _case("page on its side", lambda: prints.turned(90), READS),
    _case("page turned askew", lambda: prints.turned(45), READS),
    _case("page turned for ever", lambda: prints.turned(90 * 10**9), READS),
    _case("offset boxes", prints.cropped, READS),
    _case("cropped to nothing", prints.cropped_away, READS),
    _case("enlarged page", lambda: simple(extra=b"/UserUnit 1e9"), READS),
    _case("missing font", prints.missing_font, READS),
    _case("broken TrueType font", lambda: prints.broken_font(b"TrueType", b"FontFile2"), READS),
    _case("broken Type 1 font", lambda: prints.broken_font(b"Type1", b"FontFile"), READS),
    _case("broken CFF font", lambda: prints.broken_font(b"Type1", b"FontFile3"), READS),
    _case("font without size", prints.font_without_size, READS, BLANK),
    _case("font of giants", prints.font_of_giants, READS, BLANK, "unreadable"),
    _case("words nowhere", prints.nowhere, READS, BLANK, "unreadable"),
    _case("words far away", prints.far_away, BLANK, "unreadable"),
    _case("strange characters", prints.strange_characters, READS),
    _case("nothing but strange characters", prints.nothing_but_strange_characters, READS),
    _case("damaged JPEG", lambda: prints.damaged(b"DCTDecode", prints.JPEG), "unreadable", *STOPPED),
    _case("damaged JPEG 2000", lambda: prints.damaged(b"JPXDecode", prints.JPX), "unreadable", *STOPPED),
    _case("giant JPEG 2000", prints.jpx_of_giants, "unreadable", *STOPPED),
    _case("damaged JBIG2", lambda: prints.damaged(b"JBIG2Decode", prints.JBIG2), "unreadable", *STOPPED),
    _case("damaged fax", lambda: prints.damaged(b"CCITTFaxDecode", b"", seed=2), OTHER, "unreadable", *STOPPED),
    _case("picture without data", prints.image_without_data, "unreadable", BLANK, *STOPPED),
    _case("colours of themselves", prints.colours_of_themselves, READS),
    _case("picture without end", prints.inline_picture_without_end, READS),
    _case("bad font between pages", prints.bad_font_between, READS, times=2),
    _case("blank page between", lambda: pages(page(7), stream(b"")), READS, times=2),
)

HOSTILE = (*STRUCTURE, *BOMBS, *PRINTS)

LARGE = (
    _case("1000 pages of pictures", lambda: bombs.pages_of_pictures(1_000), "unreadable", *STOPPED),
    _case("scan of 20,000 x 20,000", lambda: bombs.pixels(20_000), "unreadable", *STOPPED),
)
"""Longer than a test may take; `benchmarks/hostile.py` adds what is drawn from the made bulletins."""
