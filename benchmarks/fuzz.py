"""Damaged bulletins without end, each of which must give a code or a reading that keeps every rule.

    python -m benchmarks.fuzz --minutes 20
    python -m benchmarks.fuzz --minutes 5 --recognise --seed 7      pages of pictures are recognised too: slower

Bulletins, golden and made, are taken apart, changed by Hypothesis (`tests/reading/mutations.py`), put through the child
process and through extraction, and held to `tests/reading/invariants.py`. Minutes are of CPU, children included. What
breaks a rule is shrunk, told, and kept in `--keep`; the exit status is then 1.
"""

import argparse
import resource
import sys
import traceback
from collections import Counter
from collections.abc import Mapping
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.reading.bulletins import bulletins
from tests.reading.mutations import Mutated, mutated
from tests.reading.trials import Trials

EXAMPLES = 200
"""In a round; Hypothesis gives up its plans between rounds."""


def cpu_seconds() -> float:
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in spent)


class Fuzz:
    """Rounds over the same bulletins, and what came of them."""

    def __init__(self, trials: Trials, originals: Mapping[str, bytes], keep: Path) -> None:
        self.trials, self.originals, self.keep = trials, originals, keep
        self.outcomes: Counter[str] = Counter()
        self.broken = 0
        self._last: Mutated | None = None

    def round(self, number: int) -> None:
        @seed(number)
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        )
        @given(mutated(self.originals))
        def every_rule_is_kept(file: Mutated) -> None:
            self._last = file
            self.outcomes[self.trials.attempt(file.pdf)] += 1

        try:
            every_rule_is_kept()
        except Exception:
            self._tell(number)

    def _tell(self, number: int) -> None:
        """The smallest file found that breaks a rule."""
        self.broken += 1
        traceback.print_exc()
        if self._last:
            self.keep.mkdir(parents=True, exist_ok=True)
            path = self.keep / f"fuzz-{number}.pdf"
            path.write_bytes(self._last.pdf)
            print(f"{path}: {', '.join(self._last.story)}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=15.0, help="of CPU, children included")
    parser.add_argument("--seed", type=int, default=0, help="of the first round")
    parser.add_argument("--recognise", action="store_true", help="recognise pictures of text too")
    parser.add_argument("--keep", type=Path, default=Path("fuzz"), help="where to put files that break a rule")
    options = parser.parse_args()
    until = cpu_seconds() + 60 * options.minutes
    with Trials(recognise=options.recognise) as trials:
        fuzz = Fuzz(trials, bulletins(scans=options.recognise), options.keep)
        for number in count(options.seed):
            if cpu_seconds() >= until:
                break
            fuzz.round(number)
            print(f"round {number}: {fuzz.outcomes.total()} files, {fuzz.broken} rounds broken", flush=True)
    for outcome, times in fuzz.outcomes.most_common():
        print(f"{times:7} {outcome}")
    print(f"slowest {trials.slowest:.1f} s, largest child {trials.largest:.0f} MB, {fuzz.broken} rounds broken")
    return 1 if fuzz.broken else 0


if __name__ == "__main__":
    sys.exit(main())
