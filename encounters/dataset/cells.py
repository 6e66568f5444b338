"""The text of one CSV cell.

Null is the empty cell, a truth value `true` or `false`, a list or an object compact JSON. A text that a
spreadsheet would run as a formula gets an apostrophe in front, and so does one that begins with an
apostrophe, so that taking one away gives back every text:

    =SUM(A1)   ->  '=SUM(A1)          -1st degree felony  ->  '-1st degree felony
    'quoted'   ->  ''quoted'          breaking and entering   as it is
"""

import json
from collections.abc import Callable

from .schema import Cell, CellType

GUARDED = frozenset("=+-@\t\r'")
"""First characters that get the apostrophe."""

compact_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def guard(text: str) -> str:
    return f"'{text}" if text[:1] in GUARDED else text


def unguard(cell: str) -> str:
    """The text that `guard` was given."""
    return cell.removeprefix("'")


def writer(type_: CellType) -> Callable[[Cell], str]:
    """What writes the cells of a column of this type."""
    return _WRITERS.get(type_, _plain)


def _plain(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _string(cell: Cell) -> str:
    return "" if cell is None else guard(str(cell))


def _boolean(cell: Cell) -> str:
    return "true" if cell else "false"


def _json(cell: Cell) -> str:
    return "" if cell is None else compact_json(cell)


def _any(cell: Cell) -> str:
    if isinstance(cell, bool):
        return _boolean(cell)
    return _json(cell) if isinstance(cell, list | dict) else _string(cell)


_WRITERS: dict[CellType, Callable[[Cell], str]] = {
    CellType.STRING: _string,
    CellType.BOOLEAN: _boolean,
    CellType.ARRAY: _json,
    CellType.OBJECT: _json,
    CellType.ANY: _any,
}
