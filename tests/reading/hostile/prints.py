"""Pages of strange boxes, fonts, characters and pictures."""

from .bombs import picture
from .build import FONT, WORDS, bare, noise, page, pages, simple, stream

CODED = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"


def mapped(texts: dict[int, str], shown: bytes) -> bytes:
    """`TEXT`, then `shown`, whose codes mean what `texts` says (in UTF-16, lone surrogates included)."""
    rows = b" ".join(
        b"<%02X> <%s>" % (code, text.encode("utf-16-be", "surrogatepass").hex().encode())
        for code, text in texts.items()
    )
    cmap = b"1 begincodespacerange <00> <FF> endcodespacerange %d beginbfchar %s endbfchar" % (len(texts), rows)
    fonts = b"/Font << /F1 7 0 R /F2 5 0 R >> /X << >>"
    more = b" BT /F2 11 Tf 40 600 Td (%s) Tj ET" % shown
    whole = b"begincmap " + cmap + b" endcmap"
    return simple(more, font=CODED, more=[stream(whole), FONT], resources=b">> /Resources << " + fonts)


STRANGE = {
    0x41: "\0",
    0x42: "\ud800",
    0x43: "\u202e",
    0x44: "\x1b",
    0x45: "\uffff",
    0x46: "\u2028",
    0x47: "\x85",
    0x48: "\u2066",
    0x49: "\udc00\ud800",
    0x4A: "\U000e0041",
    0x4B: "a\0b",
}


def strange_characters() -> bytes:
    return mapped(STRANGE, b"xAx xBx xCx xDx xEx xFx xGx xHx xIx xJx xKx")


def nothing_but_strange_characters() -> bytes:
    """A page of which no character is any letter."""
    rows = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <00> <FF> <D800> endbfrange"
    return bare(stream(WORDS), font=CODED, more=[stream(b"begincmap " + rows + b" endcmap")])


def missing_font() -> bytes:
    return simple(font=b"null")


def broken_font(kind: bytes, key: bytes, seed: int = 3) -> bytes:
    """`TEXT` in a font whose file is noise."""
    font = b"<< /Type /Font /Subtype /%s /BaseFont /Noise /FontDescriptor 6 0 R /Encoding /WinAnsiEncoding >>" % kind
    described = b"<< /Type /FontDescriptor /FontName /Noise /Flags 32 /FontBBox [0 0 1 1] /%s 7 0 R >>" % key
    return simple(font=font, more=[described, stream(noise(5_000, seed))])


def font_without_size() -> bytes:
    return bare(stream(WORDS.replace(b"/F1 11 Tf", b"/F1 0 Tf")))


def font_of_giants() -> bytes:
    return bare(stream(WORDS.replace(b"/F1 11 Tf", b"/F1 1e30 Tf")))


def nowhere() -> bytes:
    """Text behind a matrix that leads nowhere."""
    return bare(stream(b"0 0 0 0 0 0 cm " + WORDS))


def far_away() -> bytes:
    return bare(stream(b"1 0 0 1 1e38 -1e38 cm " + WORDS))


def turned(degrees: int) -> bytes:
    return simple(extra=b"/Rotate %d" % degrees)


def cropped() -> bytes:
    """Boxes that begin far from 0, on a page shown on its side: the words stand on the visible part."""
    placed = b"q 1 0 0 1 -3000 5000 cm %s Q" % WORDS
    boxes = {"box": b"-3000 5000 -2000 6000", "extra": b"/CropBox [-2990 5600 -2200 5900] /Rotate 90"}
    return bare(stream(placed), **boxes)


def cropped_away() -> bytes:
    return simple(extra=b"/CropBox [5000 5000 6000 6000]")


def scan(codec: bytes, data: bytes, traits: bytes = b"") -> bytes:
    """A page of a picture that a codec cannot make sense of."""
    return picture(1_000, data, b"/ColorSpace /DeviceGray /Filter /%s %s" % (codec, traits))


def damaged(codec: bytes, head: bytes, seed: int = 8) -> bytes:
    return scan(codec, head + noise(20_000, seed))


JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffc0000b08ffffffff01011100")
JPX = bytes.fromhex("0000000c6a5020200d0a870a00000014667479706a703220000000006a703220")
JBIG2 = bytes.fromhex("00000000300001000000130000ffff0000ffff000000000000000000")


def jpx_of_giants() -> bytes:
    """A JPEG 2000 codestream that claims 2 to the 31st pixels each way."""
    size = b"\xff\x51" + (41).to_bytes(2) + b"\0\0" + (0x7FFFFFFF).to_bytes(4) * 2 + bytes(8)
    size += (0x7FFFFFFF).to_bytes(4) * 2 + bytes(8) + (1).to_bytes(2) + b"\x07\x01\x01"
    return scan(b"JPXDecode", b"\xff\x4f" + size + b"\xff\x52" + bytes(200))


def colours_of_themselves() -> bytes:
    """A picture whose colours are an index into its colours."""
    traits = b"/ColorSpace 7 0 R /Filter /ASCIIHexDecode"
    image = b"/Type /XObject /Subtype /Image /Width 9 /Height 9 /BitsPerComponent 8 " + traits
    more = [stream(b"00" * 81 + b">", image), b"[/Indexed 7 0 R 255 (abc)]"]
    return simple(b" /X Do", resources=b"/XObject << /X 6 0 R >>", more=more)


def inline_picture_without_end() -> bytes:
    return bare(stream(WORDS + b" BI /W 99999 /H 99999 /BPC 8 /CS /RGB ID " + bytes(5_000)))


def image_without_data() -> bytes:
    return picture(30_000, b"", b"/ColorSpace /DeviceRGB")


def bad_font_between() -> bytes:
    """Three pages; the font of the second is made of itself."""
    loop = b"<< /Type /Font /Subtype /Type0 /BaseFont /L /Encoding /Identity-H /DescendantFonts [8 0 R] >>"
    bad = page(7).replace(b"/F1 5 0 R", b"/F1 8 0 R")
    return pages(bad, stream(WORDS), loop)
