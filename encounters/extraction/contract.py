"""Records <-> the JSON of `encounter-extraction/1`, whose schema is `extraction.schema.json` beside this file.

    document = dump(extraction, sha256="9f86...", filename="2020-01.pdf")   a dict that json.dumps takes
    extraction = load(document)                                            the same extraction again

`spans`, `agency_match`, `accounts` and the boxes of unexplained text are no part of the JSON, so a loaded
record has none. Malformed input raises `ContractError`, which names the place and what was expected:

    encounters[2].encountered_on: expected a date such as 2020-01-31 or null, got '2020-13-01'
"""

import datetime
import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from .codes import EntryManner, EventType, ImmigrationStatus, OffenseBasis, ProgramModel, Template
from .layout import Box
from .records import EncounterRecord, EventRecord, Extraction, ExtractionWarning, OffenseRecord, Unexplained

SCHEMA = "encounter-extraction/1"

type Load[T] = Callable[[object, str], T]
"""Reads one JSON value; the second argument is its place in the document, for errors."""


class ContractError(ValueError):
    """The input does not follow the contract. `path` is the place, such as `encounters[2].offenses[0].basis`."""

    def __init__(self, path: str, expected: str, got: object) -> None:
        super().__init__(f"{path or 'document'}: expected {expected}, got {_shown(got)}")
        self.path = path
        self.expected = expected


def dump(extraction: Extraction, *, sha256: str, filename: str) -> dict[str, Any]:
    """The whole document as plain dicts, lists, strings and numbers, keys in the order of the contract."""
    return {
        "schema": SCHEMA,
        "bulletin": {
            "sha256": sha256,
            "filename": filename,
            "page_count": extraction.page_count,
            "title": extraction.title,
            "template": _plain(extraction.template),
            "ocr": extraction.ocr,
        },
        "encounters": [dump_encounter(record) for record in extraction.encounters],
        "unexplained": _plain(extraction.unexplained),
        "warnings": [{"code": w.code, "message": w.message} for w in extraction.warnings],
    }


def load(document: object) -> Extraction:
    """The extraction that `dump` wrote. Raises `ContractError`."""
    keys = _object(document, "", {"schema", "bulletin", "encounters", "unexplained", "warnings"})
    if keys["schema"] != SCHEMA:
        raise ContractError("schema", repr(SCHEMA), keys["schema"])
    bulletin = _object(keys["bulletin"], "bulletin", {"sha256", "filename", *_BULLETIN})
    _SHA256(bulletin["sha256"], "bulletin.sha256")
    _string(bulletin["filename"], "bulletin.filename")
    return Extraction(
        **{name: load_value(bulletin[name], f"bulletin.{name}") for name, load_value in _BULLETIN.items()},
        encounters=_many(load_encounter)(keys["encounters"], "encounters"),
        unexplained=_many(_record(Unexplained))(keys["unexplained"], "unexplained"),
        warnings=_many(_record(ExtractionWarning))(keys["warnings"], "warnings"),
    )


def dump_encounter(record: EncounterRecord) -> dict[str, Any]:
    """One encounter, with exactly the keys of the contract."""
    return {name: _plain(getattr(record, name)) for name in _SHAPES[EncounterRecord]}


def load_encounter(mapping: object, path: str = "") -> EncounterRecord:
    """The encounter that `dump_encounter` wrote. Raises `ContractError`; `path` is the place that errors begin with."""
    return _record(EncounterRecord)(mapping, path)


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind in _ATOMS:
        return value
    if kind is Box:
        page, x0, top, x1, bottom = value
        return {"page": page, "x0": x0, "top": top, "x1": x1, "bottom": bottom}
    if kind is tuple:
        return [_plain(item) for item in value]
    if kind in _SHAPES:
        return {name: _plain(getattr(value, name)) for name in _SHAPES[kind]}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value.isoformat() if kind is datetime.date else value


def _shown(value: object, longest: int = 60) -> str:
    shown = repr(value)
    return shown if len(shown) <= longest else f"{shown[:longest]}…"


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _object(value: object, path: str, keys: set[str], optional: frozenset[str] = frozenset()) -> Mapping[str, object]:
    """`value` as an object that has all of `keys` but the optional ones, and no other."""
    if not isinstance(value, Mapping):
        raise ContractError(path, "an object", value)
    for name in sorted(keys - optional - value.keys()):
        raise ContractError(_join(path, name), "a value", "nothing")
    for name in sorted(map(str, value.keys() - keys)):
        raise ContractError(_join(path, name), "no such key", value.get(name))
    return value


def _optional[T](load_value: Load[T]) -> Load[T | None]:
    def read(value: object, path: str) -> T | None:
        if value is None:
            return None
        try:
            return load_value(value, path)
        except ContractError as error:
            if error.path != path:
                raise
            raise ContractError(path, f"{error.expected} or null", value) from None

    return read


def _many[T](load_value: Load[T]) -> Load[tuple[T, ...]]:
    def read(value: object, path: str) -> tuple[T, ...]:
        if not isinstance(value, list | tuple):
            raise ContractError(path, "a list", value)
        return tuple(load_value(item, f"{path}[{index}]") for index, item in enumerate(value))

    return read


def _mapping[T](load_value: Load[T]) -> Load[dict[str, T]]:
    def read(value: object, path: str) -> dict[str, T]:
        if not isinstance(value, Mapping):
            raise ContractError(path, "an object", value)
        return {_string(key, path): load_value(item, _join(path, str(key))) for key, item in value.items()}

    return read


def _record[T](record_type: type[T]) -> Load[T]:
    def read(value: object, path: str) -> T:
        shape = _SHAPES[record_type]
        keys = _object(value, path, set(shape), _MAY_LACK.get(record_type, frozenset()))
        return record_type(**{name: shape[name](keys[name], _join(path, name)) for name in shape if name in keys})

    return read


def _string(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise ContractError(path, "a text", value)
    return value


def _text(value: object, path: str) -> str:
    if not isinstance(value, str) or not value:
        raise ContractError(path, "a text that is not empty", value)
    return value


def _matching(pattern: str, expected: str) -> Load[str]:
    compiled = re.compile(pattern)

    def read(value: object, path: str) -> str:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            raise ContractError(path, expected, value)
        return value

    return read


def _code[E: StrEnum](vocabulary: type[E]) -> Load[E]:
    def read(value: object, path: str) -> E:
        if not isinstance(value, str) or value not in vocabulary:
            raise ContractError(path, "one of " + ", ".join(vocabulary), value)
        return vocabulary(value)

    return read


def _date(value: object, path: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(_ISO_DATE(value, path))
    except ValueError:
        raise ContractError(path, "a date such as 2020-01-31", value) from None


def _boolean(value: object, path: str) -> bool:
    if not isinstance(value, bool):
        raise ContractError(path, "true or false", value)
    return value


def _positive(value: object, path: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ContractError(path, "a whole number from 1", value)
    return value


def _number(value: object, path: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise ContractError(path, "a number", value)
    return float(value)


def _probability(value: object, path: str) -> float:
    number = _number(value, path)
    if not 0 <= number <= 1:
        raise ContractError(path, "a number from 0 to 1", value)
    return number


_ATOMS = frozenset((str, int, float, bool, type(None)))
_SHA256 = _matching("[0-9a-f]{64}", "a SHA-256 in lower-case hex")
_ISO_DATE = _matching("[0-9]{4}-[0-9]{2}-[0-9]{2}", "a date such as 2020-01-31")
_USPS = _matching("[A-Z]{2}", "a USPS code such as TX")

_BULLETIN: dict[str, Load[Any]] = {
    "page_count": _positive,
    "title": _optional(_string),
    "template": _optional(_code(Template)),
    "ocr": _boolean,
}

# The keys of each object in the order of the contract, and what reads each.
_SHAPES: dict[type, dict[str, Load[Any]]] = {
    EncounterRecord: {
        "sequence": _positive,
        "page_first": _positive,
        "page_last": _positive,
        "narrative": _text,
        "heading_state": _optional(_USPS),
        "state": _optional(_USPS),
        "encountered_on": _optional(_date),
        "agency": _optional(_text),
        "program_model": _optional(_code(ProgramModel)),
        "facility": _optional(_text),
        "citizenship": _optional(_matching("[A-Z]{3}", "an ISO 3166-1 alpha-3 code such as HND")),
        "citizenship_text": _optional(_text),
        "offenses": _many(_record(OffenseRecord)),
        "detainer_placed": _boolean,
        "warrant_placed": _boolean,
        "entry_manner": _optional(_code(EntryManner)),
        "entry_date": _optional(_matching("[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", "a date, a month or a year")),
        "entry_place": _optional(_text),
        "previously_removed": _boolean,
        "immigration_status": _optional(_code(ImmigrationStatus)),
        "events": _many(_record(EventRecord)),
        "evidence": _mapping(_many(_record(Box))),
        "confidence": _mapping(_probability),
        "warnings": _many(_record(ExtractionWarning)),
    },
    OffenseRecord: {
        "text": _text,
        "basis": _code(OffenseBasis),
        "counts": _optional(_positive),
        "category": _optional(_matching("[a-z][a-z-]*", "the code of a category such as theft")),
    },
    EventRecord: {"type": _code(EventType), "on": _optional(_date), "actor": _optional(_text)},
    Box: {"page": _positive, "x0": _number, "top": _number, "x1": _number, "bottom": _number},
    ExtractionWarning: {
        "code": _matching("[a-z][a-z0-9_]*", "a code"),
        "field": _optional(_string),
        "message": _text,
    },
    Unexplained: {"page": _positive, "text": _text},
}
_MAY_LACK: dict[type, frozenset[str]] = {ExtractionWarning: frozenset({"field"})}

ENCOUNTER_KEYS = tuple(_SHAPES[EncounterRecord])
"""The keys of an encounter, in the order of the contract."""
