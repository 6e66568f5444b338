"""Measures the shipped offense coder on labelled charges of another file, and prints what it got wrong.

    python scripts/evaluate_offense_coder.py CHARGES.csv [--errors 40] [--source NAME]

The file has the columns `text` and `category`, several categories that are as good parted by ";", and may have
`source`. Nothing is trained: what is measured is `data/offense_model.bin` with its rules.
"""

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import labelled_charges  # noqa: F401  (makes the project importable)

from encounters.extraction.coding import offenses
from encounters.extraction.coding.offenses import CATEGORIES, OffenseCode


@dataclass(frozen=True, slots=True)
class Answer:
    text: str
    accepted: tuple[str, ...]
    source: str
    code: OffenseCode

    @property
    def right(self) -> bool:
        return self.code.category in self.accepted


def answers(path: Path) -> list[Answer]:
    with path.open(encoding="utf-8", newline="") as table:
        return [
            Answer(row["text"], tuple(row["category"].split(";")), row.get("source", ""), offenses.code(row["text"]))
            for row in csv.DictReader(table)
        ]


def share(given: Iterable[Answer]) -> str:
    """ "0.934 of 1202" """
    right = [answer.right for answer in given]
    return f"{sum(right) / len(right):.4f} of {len(right)}" if right else "none"


def macro_f1(given: Sequence[Answer]) -> float:
    """The mean over the categories that occur of the F1 of each; the first accepted category is the true one."""
    true, coded, hits = Counter[str](), Counter[str](), Counter[str]()
    for answer in given:
        expected = answer.code.category if answer.right and answer.code.category else answer.accepted[0]
        true[expected] += 1
        coded[answer.code.category or "none"] += 1
        hits[expected] += answer.right
    return sum(2 * hits[category] / (true[category] + coded[category]) for category in true) / len(true)


def report(given: Sequence[Answer], *, errors: int) -> None:
    print(f"accuracy: {share(given)}; macro F1 {macro_f1(given):.4f}")
    told = [answer for answer in given if answer.code.category is not None]
    print(f"could not be told: {len(given) - len(told)}; accuracy of the rest: {share(told)}")
    for title, key in (("source", lambda a: a.source), ("group", lambda a: CATEGORIES[a.accepted[0]].group)):
        parts = defaultdict(list)
        for answer in given:
            parts[key(answer)].append(answer)
        for name in sorted(parts):
            print(f"  {title} {name or '-'}: {share(parts[name])}")
    for cutoff in (0.8, 0.9, 0.95, 0.98):
        sure = [answer for answer in told if answer.code.confidence >= cutoff]
        print(f"  confidence of {cutoff} or more: {len(sure) / len(given):.3f} of the charges, {share(sure)} right")
    for answer in [answer for answer in given if not answer.right][:errors]:
        print(
            f"    {answer.text!r}: {answer.code.category} ({answer.code.confidence}), not {';'.join(answer.accepted)}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("charges", type=Path)
    parser.add_argument("--errors", type=int, default=40, help="how many wrong ones to print")
    parser.add_argument("--source", help="only the charges of this source")
    options = parser.parse_args()
    given = [answer for answer in answers(options.charges) if options.source in (None, answer.source)]
    if not given:
        parser.error(f"{options.charges} holds no charges" + (f" of {options.source}" if options.source else ""))
    report(given, errors=options.errors)


if __name__ == "__main__":
    main()
