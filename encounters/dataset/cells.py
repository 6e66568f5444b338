"""The text of one value, in a CSV cell and in JSON.

In a CSV cell null is the empty cell, a truth value `true` or `false`, a list or an object compact JSON. A text that a
spreadsheet would run as a formula gets an apostrophe in front, and so does one that begins with an
apostrophe, so that taking one away gives back every text:

    =SUM(A1)   ->  '=SUM(A1)          -1st degree felony  ->  '-1st degree felony
    'quoted'   ->  ''quoted'          breaking and entering   as it is
"""

import json
from collections.abc import Callable
from json.encoder import encode_basestring

from .schema import Cell, CellType

GUARDED = frozenset("=+-@\t\r'")
"""First characters that get the apostrophe."""

compact_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def guard(text: str) -> str:
    return f"'{text}" if text[:1] in GUARDED else text


def unguard(cell: str) -> str:
    """The text that `guard` was given."""
    return cell.removeprefix("'")


def csv_text(type_: CellType) -> Callable[[Cell], str]:
    """What writes the CSV cells of a column of this type."""
    return _CSV.get(type_, _plain)


def json_text(type_: CellType) -> Callable[[Cell], str]:
    """What writes the JSON values of a column of this type."""
    return _JSON.get(type_, compact_json)


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


def _json_string(cell: Cell) -> str:
    return "null" if cell is None else encode_basestring(str(cell))


def _json_integer(cell: Cell) -> str:
    return "null" if cell is None else str(cell)


_CSV: dict[CellType, Callable[[Cell], str]] = {
    CellType.STRING: _string,
    CellType.BOOLEAN: _boolean,
    CellType.ARRAY: _json,
    CellType.OBJECT: _json,
    CellType.ANY: _any,
}
_JSON: dict[CellType, Callable[[Cell], str]] = {
    CellType.STRING: _json_string,
    CellType.DATE: _json_string,
    CellType.DATETIME: _json_string,
    CellType.INTEGER: _json_integer,
    CellType.BOOLEAN: _boolean,
}
"""`compact_json` writes any value; these are quicker, and a release has a million of each."""
