"""Amounts of money in a charge, which part grand from petty larceny.

valued("theft over $2,500")         -> "theft over   valuehigh"    200 dollars or more
valued("theft less than $100")      -> "theft   valuelow"          less
valued("theft $100 to $300")        -> "theft   to   valuespan"    the text leaves it open
"""

import re

GRAND = 200
"""Dollars. The codebook's border between petty and grand larceny."""

# $2,500   $30k   1,200 dollars; with what stands before it (less than, <=) or after it (or more, +, or less)
AMOUNT = re.compile(
    r"""
    (?P<under> (?: under | less\ than(?:\ or\ equal\ to)? | below | up\ to | not\ exceeding | <=? ) \s* )?
    (?: \$\s?(?P<dollars>\d[\d,]*(?:\.\d+)?)\s?(?P<thousand>k\b)? | \b(?P<written>\d[\d,]*)\s+dollars )
    (?P<open> \s*(?:\+|or\ (?:more|over|greater)|and\ (?:up|over|above)) )?
    (?P<capped> \s*or\ (?:less|under) )?
    """,
    re.VERBOSE,
)
OVER = re.compile(r"(?:over|more than|greater than|at least|exceeding|above|>=?)\s*$")


def valued(text: str) -> str:
    """`text`, in lower case, with its amounts replaced by one word at the end; as it is where there are none."""
    bounds = _bounds(text) if "$" in text or "dollars" in text else None
    if bounds is None:
        return text
    return f"{AMOUNT.sub(' ', text)} {_word(*bounds)}"


def _word(least: float, most: float) -> str:
    if least >= GRAND:
        return "valuehigh"
    return "valuelow" if most <= GRAND else "valuespan"


def _bounds(text: str) -> tuple[float, float] | None:
    """The least and the most that the property can be worth, by the words around the amounts."""
    least, most, named = 0.0, float("inf"), False
    for match in AMOUNT.finditer(text):
        amount = float((match["dollars"] or match["written"]).replace(",", "")) * (1000 if match["thousand"] else 1)
        if match["under"] or match["capped"]:
            most = amount
        elif match["open"] or OVER.search(text, 0, match.start()):
            least = amount
        else:
            least, most = (least if named else amount), amount
        named = True
    return (least, most) if named else None
