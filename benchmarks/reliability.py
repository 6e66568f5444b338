"""How far the confidence of values can be believed, on narratives that it was not fitted to.

    python -m benchmarks.reliability                                   the table of the sets below
    python -m benchmarks.reliability --figure docs/reliability.svg     and the curve
    python -m benchmarks.reliability --set first --set second          other sets

A value of a record that was written by hand counts as left where the extractor says the same; an offense, where its
text, basis, count and category are those of the gold. `manage.py recalibrate` shows the same of reviewed records.
"""

import argparse
from pathlib import Path

from encounters.extraction import reliability
from tests.extraction import narratives

SETS = ("third", "fourth", "fifth")
"""The curves that are shipped were fitted to made bulletins and to the first and second set, not to these."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", action="append", help="a set of tests/extraction/narratives")
    parser.add_argument("--field", action="append", help="only values of this field, such as offenses")
    parser.add_argument("--figure", type=Path, help="write the reliability curve there, as SVG")
    options = parser.parse_args()
    judgements = [
        judgement
        for judgement in narratives.judgements(options.set or SETS)
        if options.field is None or judgement[0] in options.field
    ]
    bins = reliability.table(judgements)
    print(f"{len(judgements)} values\nconfidence    values  stated  left")
    for entry in bins:
        print(f"{entry.low:.2f} to {entry.high:.2f}  {entry.values:6}  {entry.stated:.3f}   {entry.share:.3f}")
    if options.figure:
        options.figure.write_text(reliability.figure(bins), encoding="utf-8")


if __name__ == "__main__":
    main()
