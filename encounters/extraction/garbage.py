"""Fewer collections of garbage, while objects are made by the hundred thousand and none of them is in a cycle.

    with garbage.seldom():
        ...

A collection walks through all that is young, so that a bulletin's words would be walked through again and again.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

BETWEEN = 100_000
"""Objects between two collections: about 20 MB."""


@contextmanager
def seldom() -> Iterator[None]:
    usual = gc.get_threshold()
    gc.set_threshold(BETWEEN, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
