"""What a reviewer waits for, with 100,000 and with 1,000,000 records: in a browser, at the server, in the database.

    python -m benchmarks.desk --database sqlite --encounters 100000
    python -m benchmarks.desk --database postgresql --encounters 100000 --encounters 1000000 --keep FOLDER
    python -m benchmarks.desk --only database --keep FOLDER

Sizes are measured in turn, round by round, so that what else the machine does falls on all alike. A database of a
million fills in minutes and takes 10 GB; with `--keep` it stays in FOLDER (or on the server) and is used again.
"""

import argparse
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from . import browser, figures
from .place import Place
from .server import Desk

PARTS = ("browser", "server", "database")
SIZES = (100_000, 1_000_000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--encounters", type=int, action="append", choices=SIZES, help="repeat for more sizes")
    parser.add_argument("--only", choices=PARTS, action="append", help="repeat for more parts")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--times", type=int, default=10, help="each job in each round")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the databases, and use them again")
    options = parser.parse_args()
    parts = options.only or PARTS
    with ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bulletin-desk-")))
        places = {}
        for size in options.encounters or SIZES[:1]:
            place = Place(options.database, size, (folder / f"{options.database}-{size}").resolve())
            places[f"{options.database}, {size:,}"] = place
            if not options.keep:
                stack.callback(place.remove)
            place.fill()
        samples = {name: measured(place) for name, place in places.items()} if "database" in parts else {}
        print(figures.load(), flush=True)
        if set(parts) & {"browser", "server"}:
            for name, found in served(places, parts, options.rounds, options.times).items():
                samples[name] = samples.get(name, {}) | found
    print("\n".join([figures.load(), *figures.table(samples), *apart(samples)]))


def measured(place: Place) -> figures.Samples:
    found: figures.Samples = place.run("database")
    return found


def apart(samples: Mapping[str, figures.Samples]) -> list[str]:
    return [line for job in ("browser: save", "server: save") for line in figures.apart(samples, job)]


def served(places: Mapping[str, Place], parts: list[str], rounds: int, times: int) -> dict[str, figures.Samples]:
    """What is measured with the servers of all places running, in turn."""
    with ExitStack() as stack:
        started = stack.enter_context(browser.started()) if "browser" in parts else None
        desks: dict[str, Desk] = {}
        screens: dict[str, browser.Screen] = {}
        for name, place in places.items():
            sessions = place.run("people")
            address = stack.enter_context(place.serving())
            if "server" in parts:
                desks[name] = Desk(address, sessions, middle=place.encounters // 80)
            if started:
                screens[name] = browser.Screen(started, address, sessions["reviewer-2"])
                screens[name].begin()
        for number in range(rounds):
            for name in places:
                if name in screens:
                    screens[name].round(times)
                if name in desks:
                    desks[name].round(times)
                    desks[name].search(1 if number else 0)
        return {
            name: (screens[name].samples if name in screens else {}) | (desks[name].found() if name in desks else {})
            for name in places
        }


if __name__ == "__main__":
    main()
