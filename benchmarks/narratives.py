"""How well the narratives written by hand are read, each alone, set by set.

python -m benchmarks.narratives                          the figures of every set
python -m benchmarks.narratives fourth --differences     and every value that differs
"""

import argparse

from tests.extraction import narratives

FIGURES = ("offenses F1", "events F1", "offense category", "whole record exact")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", default=narratives.SETS, help="of tests/extraction/narratives")
    parser.add_argument("--differences", action="store_true", help="print every value that differs")
    options = parser.parse_args()
    print(f"{'':<10}{'narratives':>12}{'fields, least':>20}" + "".join(f"{name:>20}" for name in FIGURES))
    for name in options.sets:
        score = narratives.scored(name)
        figures = score.figures()
        least = min(share for key, share in figures.items() if key.startswith("field "))
        row = "".join(f"{figures[figure]:>20.3f}" for figure in FIGURES)
        print(f"{name:<10}{score.expected:>12}{least:>20.3f}{row}")
        for line in score.differences if options.differences else ():
            print(f"    {line}")


if __name__ == "__main__":
    main()
