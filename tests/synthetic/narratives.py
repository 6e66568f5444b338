"""Bulletins that never were, with the records that they should give: texts and gold, made together from a seed.

    composed = bulletin(7, template="officer", encounters=12)
    composed.sections    (("Florida", ("On October 11, 2025, a 287(g) Jail ...", ...)), ...)   for `layouts.Bulletin`
    composed.gold        {"encounters": [{"agency": "Jasper Police Department", ...}, ...]}    for the scorer

Agencies, countries and charges are drawn from the reference tables, wordings from `wording.py`. A share of the charges is
held out (`HELD_OUT`): it is drawn only where figures are reported, never while readers are made better.
"""

import csv
import datetime
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import encounters.extraction
from encounters.extraction.coding import states

from . import wording

DATA = Path(encounters.extraction.__file__).parent / "data"
MONTHS = "January February March April May June July August September October November December".split()
SHORT = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split()
NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


@dataclass(frozen=True)
class Composed:
    """A bulletin: state headings with their narratives, a title or None, and the gold of every narrative in order."""

    sections: tuple[tuple[str, tuple[str, ...]], ...]
    title: str | None
    gold: dict[str, list[dict[str, Any]]]


def _rows(filename: str) -> list[dict[str, str]]:
    with (DATA / filename).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


AGENCIES = _rows("agencies.csv")
WITH_AGENCIES = sorted({row["state"] for row in AGENCIES})
COUNTRIES = [
    row for row in _rows("country_codes.csv") if row["alpha3"] not in ("USA", "UMI", "ATA", "IOT", "BVT", "HMD", "SGS")
]
COMMON = (
    "Mexico",
    "Honduras",
    "Guatemala",
    "El Salvador",
    "Colombia",
    "Venezuela",
    "Cuba",
    "Ecuador",
    "Brazil",
    "Haiti",
)


def _labels() -> tuple[list[str], list[str]]:
    """The hand-labelled charges, shuffled once and for all: those to look at, and those held out."""
    texts = [row["text"] for row in _rows("offense_labels.csv")]
    random.Random(7).shuffle(texts)  # noqa: S311 - a split of test data, no secret
    cut = len(texts) * 7 // 10
    return texts[:cut], texts[cut:]


SEEN, HELD_OUT = _labels()
# Charges that a list cannot hold without an ambiguity that no reader could solve: a lone grade reads as one of the charge before.
AMBIGUOUS = {
    "felony",
    "misdemeanor",
    "cocaine",
    "narcotics",
    "drugs",
    "drug paraphernalia",
    "dangerous drugs",
    "dangerous weapon",
}


@dataclass
class Writer:
    """Writes narratives of one bulletin. `charges` is the pool of plain charges."""

    rng: random.Random
    template: str
    year: int
    month: int
    charges: Sequence[str]

    def narrative(self, heading: str, *, yearless: str) -> tuple[str, dict[str, Any]]:
        """One narrative under a heading (a USPS code), and its gold. `yearless` says whether a date without its year has
        one ("declared"), has none ("undeclared"), or is never printed ("never")."""
        rng = self.rng
        agency, state, said = self._agency(heading)
        day = datetime.date(self.year, self.month, rng.randint(1, 28))
        printed_day, known = self._day(day, yearless)
        country, code = self._country()
        gold: dict[str, Any] = {
            "heading_state": heading, "state": state, "encountered_on": day.isoformat() if known else None,
            "agency": agency, "program_model": None, "facility": None, "citizenship": code, "citizenship_text": country.removeprefix("the "),
            "offenses": [], "events": [],
        }  # fmt: skip
        opening = self._opening(printed_day, said, state, gold)
        citizen = rng.choice(("a citizen of", "a citizen of", "a citizen of", "a citizen and national of"))
        text = f"{opening} {citizen} {country}"
        text += self._record_and_placement(gold)
        sentences = [text, self._entry(gold, day)]
        if rng.random() < 0.2:
            sentences.insert(rng.choice((1, 2)), self._more(gold))
        if rng.random() < 0.3:
            sentences.append(self._outcome(gold, day, country))
        gold["narrative"] = " ".join(sentence for sentence in sentences if sentence)
        return gold["narrative"], gold

    def _agency(self, heading: str) -> tuple[str, str, bool]:
        """Name, its state, and whether the narrative must say the state because the heading is another one."""
        elsewhere = self.rng.random() < 0.05
        pool = [row for row in AGENCIES if (row["state"] == heading) is not elsewhere]
        kinds = self.rng.choice(
            (("sheriff",), ("sheriff",), ("police",), ("state_corrections", "state_police", "other"))
        )
        row = self.rng.choice([row for row in pool if row["kind"] in kinds] or pool)
        return row["name"].replace("’", "'"), row["state"], elsewhere

    def _day(self, day: datetime.date, yearless: str) -> tuple[str, bool]:
        if yearless != "never" and self.rng.random() < 0.25:
            return f"{SHORT[day.month - 1]} {day.day}", yearless == "declared"
        return self._date(day), True

    def _date(self, day: datetime.date) -> str:
        month = self.rng.choice((MONTHS, MONTHS, MONTHS, SHORT))[day.month - 1]
        return f"{month} {day.day}, {day.year}"

    def _country(self) -> tuple[str, str]:
        rng = self.rng
        name = rng.choice(COMMON) if rng.random() < 0.6 else rng.choice(COUNTRIES)["name"]
        code = next((row["alpha3"] for row in COUNTRIES if row["name"] == name), "")
        code = code or next(row["alpha3"] for row in COUNTRIES if row["name"].startswith(name))
        return ("the " if name in ("Bahamas", "Philippines", "Dominican Republic", "Gambia") else "") + name, code

    def _opening(self, day: str, said: bool, state: str, gold: dict[str, Any]) -> str:
        rng, agency = self.rng, self._apostrophe(gold["agency"])
        names_state = states.name(state) in gold["agency"]
        behind = ""
        if (said or rng.random() < 0.4) and not names_state:
            behind = f", {rng.choice((states.name(state), state))}"
        program = rng.choice((" 287(g) Program", " 287(g) program"))
        verb = rng.choice(("encountered", "encountered", "encountered", "arrested"))
        if self.template == "program":
            if said and not names_state and rng.random() < 0.5:
                return f"In {states.name(state)} on {day}, the {agency}{program} {verb}"
            return f"On {day}, the {agency}{behind if said else ''}{program}{rng.choice(('', '', ','))} {verb}"
        title, gold["program_model"] = rng.choice(wording.OFFICERS)
        preposition = rng.choice(("from", "with", "at"))
        program = program if rng.random() < 0.5 else ""
        facility = ""
        if rng.random() < 0.12:
            gold["facility"] = rng.choice(wording.FACILITIES)
            facility = f" at the {gold['facility']}"
        comma = "," if (behind and not program and len(behind) > 2) or rng.random() < 0.2 else ""
        article = "" if rng.random() < 0.1 else "the "
        return f"On {day}, a 287(g) {title} {preposition} {article}{agency}{behind}{program}{facility}{comma} {verb}"

    def _apostrophe(self, text: str) -> str:
        return text.replace("'", self.rng.choice(("’", "’", "'")))

    def _record_and_placement(self, gold: dict[str, Any]) -> str:
        rng = self.rng
        if self.template == "program":
            words, gold["detainer_placed"], gold["warrant_placed"] = rng.choice(wording.PROGRAM_PLACEMENTS)
            record = self._listed(rng.choice(wording.PROGRAM_BASES), gold)
            return f" {record}{'' if words.startswith(',') else ' '}{words}."
        words, gold["detainer_placed"], gold["warrant_placed"] = rng.choice(wording.SUBJECT_PLACEMENTS)
        placement = f"{words.format(jail=rng.choice(wording.JAILS))}."
        if rng.random() < 0.5:
            return f" {self._listed(rng.choice(wording.PROGRAM_BASES), gold)}. {placement}"
        return f". {self._listed(rng.choice(wording.SUBJECT_BASES), gold)}. {placement}"

    def _listed(self, base: tuple[str, str], gold: dict[str, Any]) -> str:
        rng, (words, basis) = self.rng, base
        number = rng.choice((2, 3)) if "{number}" in words else None
        charges = [self._charge() for _ in range(1 if number else rng.choice((1, 1, 2, 2, 3, 4, 6)))]
        printed = []
        for charge in dict.fromkeys(charges):
            count = rng.choice(tuple(NUMBERS)) if rng.random() < 0.1 and not number else None
            how = rng.choice((str(count), NUMBERS.get(count or 0, "")))
            printed.append(f"{how} counts of {charge}" if count else charge)
            gold["offenses"].append({"text": charge, "basis": basis, "counts": count or number, "category": None})
        return words.format(
            list=self._joined(printed), one=printed[0], police=rng.choice(wording.POLICE), years=rng.choice((2, 5, "ten", 20)),
            abroad=rng.choice(("Mexico", "El Salvador", "Brazil")), number=NUMBERS.get(number or 0),
        )  # fmt: skip

    def _charge(self) -> str:
        kind = self.rng.random()
        pool = self.charges if kind < 0.7 else wording.NOVEL_CHARGES if kind < 0.85 else wording.COMPOUND_CHARGES
        charge = self.rng.choice(pool)
        return self._charge() if charge in AMBIGUOUS else self._apostrophe(charge)

    def _joined(self, charges: Sequence[str]) -> str:
        *before, last = charges
        if not before:
            return last
        if self.rng.random() < 0.06:
            return "; ".join(charges)
        style = self.rng.random()
        return ", ".join(before) + (" and " if style < 0.55 else ", and " if style < 0.9 else ", ") + last

    def _entry(self, gold: dict[str, Any], encountered: datetime.date) -> str:
        rng = self.rng
        gold |= {
            "entry_manner": None,
            "entry_date": None,
            "entry_place": None,
            "previously_removed": False,
            "immigration_status": None,
        }
        if self.template == "officer" and rng.random() < 0.12:
            return ""
        words, gold["entry_manner"], gold["previously_removed"], gold["immigration_status"] = rng.choice(
            wording.ENTRIES
        )
        near = at = date = ""
        if ("{near}" in words or "{at}" in words) and rng.random() < 0.6:
            if "{near}" in words:
                gold["entry_place"] = "near " + rng.choice(wording.PLACES_NEAR)
                near = " " + gold["entry_place"]
            else:
                gold["entry_place"] = rng.choice(wording.PLACES_AT)
                at = f" at {gold['entry_place']}"
        if "{date}" in words:
            day = encountered - datetime.timedelta(days=rng.randint(200, 9000))
            date, gold["entry_date"] = self._date(day), day.isoformat()
        us = rng.choice(("the United States", "the United States", "the United States", "the U.S."))
        return "The subject " + words.format(us=us, near=near, at=at, date=date) + "."

    def _more(self, gold: dict[str, Any]) -> str:
        return self._listed(self.rng.choice(wording.MORE_BASES), gold) + "."

    def _outcome(self, gold: dict[str, Any], encountered: datetime.date, country: str) -> str:
        rng = self.rng
        words, events = rng.choice(wording.OUTCOMES)
        days = [encountered + datetime.timedelta(days=d) for d in (rng.randint(1, 9), rng.randint(10, 40))]
        named = {
            "court": rng.choice(wording.COURTS),
            "jail": rng.choice(wording.JAILS),
            "ero": f"ERO {rng.choice(wording.OFFICES)}",
        }
        for kind, dated, actor in events:
            on = days[dated - 1].isoformat() if dated else None
            who = actor and named.get(actor, actor.replace("ero", named["ero"]))
            gold["events"].append({"type": kind, "on": on, "actor": who})
        if "honor" in words:
            gold["detainer_placed"] = True
        return words.format(d1=self._date(days[0]), d2=self._date(days[1]), home=country, **named)


def bulletin(seed: int, *, template: str = "program", encounters: int = 12, held_out: bool = False) -> Composed:
    """A bulletin of `encounters` narratives in template `program`, `officer` or `mixed`."""
    rng = random.Random(seed)  # noqa: S311 - a test bulletin, no secret
    year = rng.choice((2019, 2020, 2021)) if template == "program" else 2025
    month = rng.randint(1, 12)
    title = rng.choice((None, None, f"287(g) Monthly Encounter Report, {MONTHS[month - 1]} {year}"))
    yearless = rng.choice(("never", "never", "declared" if title else "undeclared"))
    headings = sorted(rng.sample(WITH_AGENCIES, max(1, encounters // 3)), key=states.name)
    under: dict[str, list[str]] = {heading: [] for heading in headings}
    gold = []
    for heading in sorted(rng.choices(headings, k=encounters), key=states.name):
        kind = rng.choice(("program", "officer")) if template == "mixed" else template
        writer = Writer(rng, kind, year, month, HELD_OUT if held_out else SEEN)
        text, record = writer.narrative(heading, yearless=yearless)
        under[heading].append(text)
        gold.append({**record, "sequence": len(gold) + 1})
    sections = tuple((states.name(heading), tuple(texts)) for heading, texts in under.items() if texts)
    return Composed(sections, title, {"encounters": gold})
