"""An installation, and bulletins of any length."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest

from tests.requirements import missing

from .installation import ROOT, Installation

SAMPLE = ROOT / "encounters" / "samples" / "2020-01.pdf"


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One for a module's tests, since it takes seconds to start; each test leaves it running or not."""
    if not sys.platform.startswith("linux"):
        missing("/proc, in which processes are looked for")
    made = Installation(tmp_path_factory.mktemp("installation"))
    yield made
    made.remove()


@pytest.fixture(scope="module")
def bulletin(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """`bulletin(150)`: the sample so many times over, a file of its own each time. 150 are seconds of work."""
    folder = tmp_path_factory.mktemp("bulletins")

    def made(copies: int) -> Path:
        path = folder / f"{len(list(folder.iterdir()))}.pdf"
        with pypdfium2.PdfDocument(SAMPLE) as one, pypdfium2.PdfDocument.new() as many:
            for _ in range(copies):
                many.import_pages(one)
            many.save(path)
        with path.open("ab") as file:
            file.write(f"% {path.name}\n".encode())  # other bytes, so another bulletin
        return path

    return made
