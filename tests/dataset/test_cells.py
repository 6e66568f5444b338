"""The text of a CSV cell, and that every text can be had back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encounters.dataset.cells import csv_text, guard, unguard
from encounters.dataset.schema import CellType


@pytest.mark.parametrize(
    ("type_", "cell", "text"),
    [
        (CellType.STRING, None, ""),
        (CellType.STRING, "near Laredo, Texas", "near Laredo, Texas"),
        (CellType.STRING, "=SUM(A1)", "'=SUM(A1)"),
        (CellType.STRING, "-1st degree felony", "'-1st degree felony"),
        (CellType.STRING, "@handle", "'@handle"),
        (CellType.STRING, "+1", "'+1"),
        (CellType.STRING, "'quoted'", "''quoted'"),
        (CellType.INTEGER, None, ""),
        (CellType.INTEGER, 3, "3"),
        (CellType.BOOLEAN, True, "true"),
        (CellType.BOOLEAN, False, "false"),
        (CellType.DATE, "2020-01-03", "2020-01-03"),
        (CellType.OBJECT, {"agency": [{"page": 1}]}, '{"agency":[{"page":1}]}'),
        (CellType.ARRAY, None, ""),
        (CellType.ANY, None, ""),
        (CellType.ANY, False, "false"),
        (CellType.ANY, 2, "2"),
        (CellType.ANY, "=A1", "'=A1"),
        (CellType.ANY, [{"text": "dui"}], '[{"text":"dui"}]'),
    ],
)
def test_the_text_of_a_cell(type_, cell, text):
    assert csv_text(type_)(cell) == text


@given(st.text() | st.text("=+-@'\t\r", min_size=1, max_size=3))
def test_a_guarded_text_is_no_formula_and_comes_back(text):
    assert guard(text)[:1] not in set("=+-@\t\r")
    assert unguard(guard(text)) == text
