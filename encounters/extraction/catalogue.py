"""Every warning that extraction gives: its code, what it is called, what it says, and what the reviewer should do.

    warning("state_disagrees", field="state", heading="Florida", printed="Missouri")
        -> ExtractionWarning("state_disagrees", "It stands under Florida, but the text says Missouri.", "state")

Codes are stable: they are stored, filtered by, and published.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from .records import ExtractionWarning


@dataclass(frozen=True, slots=True)
class Entry:
    """`message` is a template for `str.format`; `advice` is what the reviewer should do."""

    code: str
    title: str
    message: str
    advice: str


_ENTRIES = (
    Entry(
        "state_disagrees",
        "Heading and text disagree on the state",
        "It stands under {heading}, but the text says {printed}.",
        "Read the agency's name. What the narrative says counts; the heading may be the wrong one.",
    ),
    Entry(
        "date_missing",
        "No date of the encounter",
        "No date of the encounter was found.",
        "Look for the date in the first sentence and select it on the page.",
    ),
    Entry(
        "date_without_year",
        "Date without a year",
        "The text has a date without a year, and the bulletin does not say which year it covers.",
        "Leave it empty unless the bulletin itself gives its period; never take the year of another date.",
    ),
    Entry(
        "date_outside_period",
        "Date outside the bulletin's period",
        "{date} is far from the period of this bulletin, {period}.",
        "Compare the date with the page. A date that is printed so stays so.",
    ),
    Entry(
        "agency_missing",
        "No agency",
        "No partner agency was found.",
        "Look for the agency in front of “encountered” and select it on the page.",
    ),
    Entry(
        "agency_unknown",
        "Agency not in the reference list",
        "The reference list has no agency of this name.",
        "Compare the name with the page. A name that is printed so stays so.",
    ),
    Entry(
        "agency_elsewhere",
        "Agency known in another state only",
        "The reference list has this agency in {states}, not in {state}.",
        "The heading may be the wrong one. Change the state only if the text says so.",
    ),
    Entry(
        "model_unknown",
        "Officer without a program model",
        "The officer's title names no 287(g) program model.",
        "Leave the model empty where the title is one such as Deportation Officer.",
    ),
    Entry(
        "citizenship_missing",
        "No country of citizenship",
        "No country of citizenship was found.",
        "Look for “citizen of” and select the country on the page.",
    ),
    Entry(
        "citizenship_several",
        "More than one country of citizenship",
        "The text names more than one country of citizenship; the first was taken.",
        "Leave the first, or choose the one that the rest of the text is about.",
    ),
    Entry(
        "country_unknown",
        "Country not recognised",
        "“{country}” is not in the list of countries.",
        "Compare the country with the page; choose its code if you know what is meant.",
    ),
    Entry(
        "country_ambiguous",
        "Country can be read in two ways",
        "“{country}” can mean more than one country.",
        "Confirm the code, or leave it empty where the text does not settle it.",
    ),
    Entry(
        "country_without_code",
        "Country without an ISO code",
        "“{country}” has no code of its own in ISO 3166-1.",
        "Keep the country as printed and leave the code empty.",
    ),
    Entry(
        "offenses_missing",
        "No offense",
        "No offense was found.",
        "Look for what follows “charged with” or “convicted of” and add each charge.",
    ),
    Entry(
        "offense_boundary_unsure",
        "Unsure where a charge ends",
        "It is unsure whether “{offense}” is one charge, or where it ends.",
        "Split or join: an offense is one charge as a prosecutor would file it.",
    ),
    Entry(
        "offense_uncoded",
        "Offense without a category",
        "The category of “{offense}” could not be told.",
        "Choose a category, or leave it empty where the text does not tell.",
    ),
    Entry(
        "offense_category_unsure",
        "Unsure category",
        "“{offense}” was coded as “{category}”, and the coder is not sure.",
        "Compare the scope of the category, and choose another where it fits better.",
    ),
    Entry(
        "detainer_missing",
        "No detainer",
        "The text was not found to say that an immigration detainer was placed.",
        "Nearly every narrative says so; look for the word “detainer”.",
    ),
    Entry(
        "status_ambiguous",
        "Several immigration statuses",
        "The text names more than one immigration status.",
        "Choose the status that the text gives last or that counts now; an order of removal counts before all.",
    ),
    Entry(
        "event_before_encounter",
        "Event before the encounter",
        "An event of {date} is dated before the encounter.",
        "Compare both dates with the page. What happened before the encounter is no event.",
    ),
    Entry(
        "event_unclear",
        "Unclear event",
        "It is unclear what kind of event this is.",
        "Choose the kind of event, or remove it where nothing happened.",
    ),
    Entry(
        "narrative_incomplete",
        "Narrative seems incomplete",
        "The narrative does not {missing}.",
        "Look above and below it on the page, and on the next page, for words that belong to it.",
    ),
    Entry(
        "recognition_unsure",
        "Words were hard to recognise",
        "Some words of this narrative were hard to recognise on the scan.",
        "Compare the narrative with the page word by word.",
    ),
    Entry(
        "no_encounters",
        "No encounters",
        "No encounter was found in this file.",
        "Check that the file is a bulletin of 287(g) encounters; if it is, add its records by hand.",
    ),
    Entry(
        "page_unreadable",
        "Page not read",
        "A page could not be read.",
        "Look at the page and add its records by hand.",
    ),
    Entry(
        "damaged_pdf",
        "Damaged file",
        "The file is damaged; what could be recovered of it was read.",
        "Compare the records with the original, or obtain the file again.",
    ),
)

CATALOGUE: Mapping[str, Entry] = {entry.code: entry for entry in _ENTRIES}
"""Every entry by its code."""


def warning(code: str, *, field: str | None = None, **values: object) -> ExtractionWarning:
    """The warning of a code, its message filled with `values`. Raises KeyError for a code that there is none of."""
    return ExtractionWarning(code, CATALOGUE[code].message.format(**values), field)
