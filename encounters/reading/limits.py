"""How much a file may cost. The defaults read any bulletin; a hostile file meets one of them soon."""

from typing import NamedTuple


class Limits(NamedTuple):
    """Limits on the reading of one file.

    `seconds` is for the whole file, `page_seconds` for one page, which is then left out; `wasted_seconds` is what
    pages that gave nothing may cost together, more than the others did, before the rest is given up. `memory_mb` is
    the address space of the child. `words` protects the caller, who keeps them: a bulletin of 10 pages has 5,000; a
    page of more than `page_words` is left out.
    """

    bytes: int = 200_000_000
    pages: int = 2_000
    words: int = 1_000_000
    page_words: int = 20_000
    seconds: float = 1_800.0
    page_seconds: float = 30.0
    wasted_seconds: float = 45.0
    memory_mb: int = 1_536
