"""Enumerations as the choices of a column: the stored value is the contract's, the label plain words."""

from enum import StrEnum


def choices(enumeration: type[StrEnum]) -> list[tuple[str, str]]:
    return [(member.value, label(member.value)) for member in enumeration]


def label(value: str) -> str:
    """`without_inspection` -> `without inspection`; ICE keeps its capitals."""
    return value.replace("_", " ").replace("ice ", "ICE ")


def values(enumeration: type[StrEnum]) -> list[str]:
    return [member.value for member in enumeration]
