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
    r"287\W?[(\[{]\W?[^\W_]{0,2}\W?[)\]}]|287\W?[(\[{][gqa9](?=$|\W)"
)  # 287(g), whatever its letter became
ORDINAL = re.compile(r"(?<![^\W_])[lI|]st\b")  # 1st, as in "-1st degree"
NUMBER = re.compile(r"(?=\S*\d)[\dOolI|]{2,}(?=[.,;:)]*$)")
STRAY_OPENING = re.compile(r"^[‘'`|_~•·*]+(?=[^\W_][^’']*$)")
STRAY_ENDING = re.compile(r"(?<=[\w,.;:])[|_~`‘]+$|(?<=-)\|(?=[\dlI])")
STRAY_APOSTROPHE = re.compile(r"(?<![sS\W\d_])[’']+(?=[.,;:]?$)|(?<=\b[ai]s)[’']+$|(?<=\b(?:has|his|was))[’']+$")
"""No possessive: behind another letter than an s, or behind a word that has none."""
UNIT = re.compile(r"(?<![^\W_])[lI|](?=(?:g|kg|mg|oz|lbs?)\b)")  # 1g, as in ">=1g<4g"
DOLLARS = re.compile(r"(?<![^\W_])[S5](?=\$\d)")  # a speck before "$100"
IVORY = re.compile(r"(?<=\bd['’])l(?=voire\b)")
GRAMS = re.compile(r"(?<=[<>=]\d)9(?=<=?\d+g)")  # the first "g" of that
MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?")
DAY = re.compile(r"[lI|]?[\dlI|O](?=,?$)")
DIGITS = str.maketrans("OolI|", "00111")


def corrected(text: str, *, before: str = "") -> str:
    """A recognised word as it was printed; `before` is the word before it."""
    text = IVORY.sub("I", DOLLARS.sub("", text))
    text = STRAY_APOSTROPHE.sub("", STRAY_ENDING.sub("", STRAY_OPENING.sub("", text)))
    text = ORDINAL.sub("1st", SECTION.sub("287(g)", GRAMS.sub("g", UNIT.sub("1", text))))
    number = DAY.match(text) if MONTH.fullmatch(before) else NUMBER.match(text)
    return number[0].translate(DIGITS) + text[number.end() :] if number else text
