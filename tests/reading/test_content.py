"""The tokens of content streams: what word processors write is read, anything else is left to pdfminer."""

import pytest
from pdfminer.psparser import LIT

from encounters.reading.content import Unusual, operations


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"BT 1 0 0 1 72 700.5 Tm ET", [(b"BT", []), (b"Tm", [1, 0, 0, 1, 72, 700.5]), (b"ET", [])]),
        (b"/F1 -.5 Tf % a comment (\n+3. Ts", [(b"Tf", [LIT("F1"), -0.5]), (b"Ts", [3])]),
        (rb"(287\(g\) \\ \101\n) Tj", [(b"Tj", [b"287(g) \\ A\n"])]),
        (b"(two \\\nlines) '", [(b"'", [b"two lines"])]),
        (b"[(On) -250.5 <4A 61> 3] TJ", [(b"TJ", [[b"On", -250.5, b"Ja", 3]])]),
        (b"/Span <</ActualText <FEFF0020> /Lang (en)>> BDC EMC", [(b"BDC", [LIT("Span"), None]), (b"EMC", [])]),
        (b"true null BX T* 1(a)Tj", [(b"BX", [True, None]), (b"T*", []), (b"Tj", [1, b"a"])]),
        (b"", []),
    ],
)
def test_operations(content: bytes, expected: list[object]) -> None:
    assert list(operations(content)) == expected


@pytest.mark.parametrize(
    "content",
    [
        b"BI /W 1 /H 1 ID x EI",
        b"(bare (brackets)) Tj",
        b"<4A6> Tj",
        b"1.2.3 Tc",
        b"[[1] 2] TJ",
        b"[1 2 Tj",
        b"(never closed",
        b"/F#31 1 Tf",
        b"<< /A << /B 1 >> >> BDC",
        b"] TJ",
        b"\xff Tj",
    ],
)
def test_what_is_unusual_is_not_guessed(content: bytes) -> None:
    with pytest.raises(Unusual):
        list(operations(content + b" Q"))
