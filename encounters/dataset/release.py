"""A release as files: the whole composition, in order.

    entries = write(folder, edition, records, progress=print)

The same records and edition give the same bytes, whenever and wherever they are written. (The archive is
compressed by zlib, whose versions may pack differently; what comes out of it is the same.)
"""

import json
import os
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, BinaryIO

from .about import Edition, citation_file
from .codebook import codebook
from .manifest import FileEntry, data_package, manifest
from .readme import readme
from .rows import ReleasedRecord
from .writers import write_tables

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive: the earliest that the format knows."""
PIECE = 1024 * 1024


def write(
    folder: Path, edition: Edition, records: Iterable[ReleasedRecord], *, progress: Callable[[int], None]
) -> list[FileEntry]:
    """Write every file of a release into an empty folder, flushed to the disk; returns them, the archive last."""
    counts = write_tables(folder, records, progress=progress)
    _write(folder / "README.md", readme(edition, counts))
    _write(folder / "codebook.md", codebook())
    _write(folder / "CITATION.cff", citation_file(edition))
    entries = [FileEntry.of(path) for path in sorted(folder.iterdir())]
    entries.append(_write_json(folder / "datapackage.json", data_package(edition, counts, entries)))
    entries.append(_write_json(folder / MANIFEST, manifest(edition, counts, entries)))
    entries.append(_write(folder / SUMS, "".join(f"{entry.sha256}  {entry.name}\n" for entry in entries)))
    archive = folder / edition.archive
    with archive.open("wb") as file:
        pack(entries, folder, file, inside=edition.folder, progress=lambda: progress(counts.tables["encounters"]))
    for path in (*folder.iterdir(), folder):
        flush(path)
    return [*entries, FileEntry.of(archive)]


def flush(path: Path) -> None:
    """Wait until a file's bytes, or a folder's names, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(path: Path, text: str) -> FileEntry:
    path.write_text(text, encoding="utf-8", newline="\n")
    return FileEntry.of(path)


def _write_json(path: Path, document: dict[str, Any]) -> FileEntry:
    return _write(path, json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def pack(
    entries: Iterable[FileEntry], folder: Path, file: BinaryIO, *, inside: str, progress: Callable[[], None]
) -> None:
    """One archive of all files, in a folder named `inside`; `progress` is called piece by piece."""
    with zipfile.ZipFile(file, "w") as archive:
        for entry in entries:
            info = zipfile.ZipInfo(f"{inside}/{entry.name}", EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3  # Unix, wherever it is built
            info.file_size = entry.bytes
            with (folder / entry.name).open("rb") as source, archive.open(info, "w") as target:
                while piece := source.read(PIECE):
                    target.write(piece)
                    progress()
