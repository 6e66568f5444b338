"""The keys of the workbench: what each does, and which one it is unless a person chose another. Pure.

Digits go to fields, Enter to the next doubtful one, Escape out of a field: these are not changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    name: str
    key: str
    does: str


ACTIONS = (
    Action("approve", "a", "approve and go to the next"),
    Action("wrong", "x", "wrong: reject, then a digit for the reason"),
    Action("unsure", "u", "unsure: pass it on to a second reader, with a note"),
    Action("skip", "s", "skip"),
    Action("undo", "z", "undo my last decision"),
    Action("reopen", "r", "reopen a decided record"),
    Action("offense", "n", "a new offense"),
    Action("event", "e", "a new event"),
    Action("comment", "c", "write a comment"),
    Action("back", "[", "page back"),
    Action("on", "]", "page on"),
    Action("closer", "+", "closer"),
    Action("wider", "-", "wider"),
    Action("fit", "0", "fit the width"),
    Action("keys", "?", "these keys"),
)
RESERVED = frozenset("12345678 ")


class KeyTaken(ValueError):
    """A key that is reserved, too long, or used twice. `name` is the action that asked for it."""

    def __init__(self, name: str, message: str) -> None:
        self.name = name
        super().__init__(message)


def bindings(chosen: Mapping[str, str]) -> dict[str, str]:
    """Every action's key: the person's own where they chose one."""
    return {action.name: chosen.get(action.name, action.key) for action in ACTIONS}


def check(chosen: Mapping[str, str]) -> dict[str, str]:
    """What differs from the usual keys, in lower case. Raises `KeyTaken`."""
    used: dict[str, str] = {}
    for action in ACTIONS:
        key = chosen.get(action.name, action.key).strip().lower() or action.key
        if len(key) != 1 or key in RESERVED:
            raise KeyTaken(action.name, "Choose one letter or sign; 1 to 8 go to the fields.")
        if key in used:
            raise KeyTaken(action.name, f"“{key}” is the key of “{used[key]}” already.")
        used[key] = action.does
    keys = zip(ACTIONS, used, strict=True)
    return {action.name: key for action, key in keys if key != action.key}
