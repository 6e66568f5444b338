"""The reviewer's minute as keys: what is pressed for a clean record, a fix, a reject, a skip, an undo.

`test_bench_walk` counts them in a browser, `python -m benchmarks.walk` measures what the software takes for them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """`keys` as Playwright names them; a chord is one. `most` is what the product allows."""

    name: str
    keys: tuple[str, ...]
    most: int


WALK = (
    Step("a clean record", ("a",), 1),
    Step("one fix, by code", ("3", "g", "t", "m", "Control+Enter"), 8),
    Step("one fix, by the words of the page", ("3", "F2", "Shift+ArrowRight", "Enter", "Control+Enter"), 8),
    Step("a reject, with its reason", ("x", "2"), 2),
    Step("a skip", ("s",), 1),
    Step("an undo", ("z",), 1),
)
"""In this order each step begins on the record that the one before leads to, but the undo, which goes back."""
