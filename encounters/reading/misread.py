"""What recognition makes of some printed forms of these bulletins, put right.

    corrected("287(g¢)")               "287(g)"
    corrected("-Ist")                  "-1st"
    corrected("‘weapon,")              "weapon,"
    corrected("l,", before="January")  "1,"
    corrected("202O,")                 "2020,"

Only forms that cannot be anything else in English are touched.
"""

import re

SECTION = re.compile(
    r"287\W?[(\[{]\W?[^\W_]?\W?[)\]}]|287\W?[(\[{][gqa9](?=$|\W)"
)  # 287(g), whatever its letter became
ORDINAL = re.compile(r"(?<![^\W_])[lI|]st\b")  # 1st, as in "-1st degree"
NUMBER = re.compile(r"(?=\S*\d)[\dOolI|]{2,}(?=[.,;:)]*$)")
STRAY_OPENING = re.compile(r"^[‘'`|_~•·*]+(?=[^\W_][^’']*$)")
STRAY_ENDING = re.compile(r"(?<=[\w,.;:])[|_~`‘]+$")
UNIT = re.compile(r"(?<![^\W_])[lI|](?=(?:g|kg|mg|oz|lbs?)\b)")  # 1g, as in ">=1g<4g"
MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?")
DAY = re.compile(r"[lI|]?[\dlI|O](?=,?$)")
DIGITS = str.maketrans("OolI|", "00111")


def corrected(text: str, *, before: str = "") -> str:
    """A recognised word as it was printed; `before` is the word before it."""
    text = STRAY_ENDING.sub("", STRAY_OPENING.sub("", text))
    text = ORDINAL.sub("1st", SECTION.sub("287(g)", UNIT.sub("1", text)))
    number = DAY.match(text) if MONTH.fullmatch(before) else NUMBER.match(text)
    return number[0].translate(DIGITS) + text[number.end() :] if number else text
