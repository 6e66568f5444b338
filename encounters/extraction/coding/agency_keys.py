"""Keys that printed and listed names of one agency share.

key("Craighead County Sheriff's Department")       -> "craighead county sheriff"
key("St. Cloud Police Dept.")                      -> "saint cloud police"
key("City of Melbourne Police Department")         -> "melbourne police"
key("Wake County (NC) Sheriff's Office")           -> "wake county sheriff"
loose_key("West York Borough Police Department")   -> "west york police"
"""

import re

from . import states
from .folding import fold

WORDS = {
    "st": "saint",
    "ste": "sainte",
    "ft": "fort",
    "mt": "mount",
    "co": "county",
    "cnty": "county",
    "dept": "department",
    "sheriffs": "sheriff",
    "shariff": "sheriff",
    "sherriff": "sheriff",
    "sherriffs": "sheriff",
    "constables": "constable",
    "marshals": "marshal",
    "corrections": "correction",
    "correctional": "correction",
    "twp": "township",
    "pd": "police department",
    "so": "sheriff",
    "doc": "department of correction",
    "dps": "department of public safety",
    "ofc": "office",
}
"""A folded word and what it stands for."""

LEADS = (("the",), ("city", "of"), ("town", "of"), ("village", "of"), ("borough", "of"), ("county", "of"))
SILENT = {"office", "offices", "department", "departments", "of", "the"}
"""Words that tell no two agencies apart: a sheriff's Office and Department are one."""

FILLERS = {"county", "parish", "city", "town", "township", "borough", "village", "and", "services"}
"""Words that a loose key leaves out as well."""


_STATE = rf"(?:{states.NAME_PATTERN}|{states.ABBREVIATION_PATTERN}|(?:{'|'.join(states.NAMES)})\b)"
STATE_INSIDE = re.compile(
    rf"(?:,\s?{_STATE},?|\s?\({_STATE}\))(?=\s(?:Sheriff|Police|Constable|Marshal|Jail|Detention))"
)
"""The state within a name: "Lake County, Florida Sheriff's Office", "Wake County (NC) Sheriff's Office"."""


def key(name: str) -> str:
    """The key of an agency's name: its words written out, without those that tell nothing."""
    plain = fold(STATE_INSIDE.sub("", name))
    words = " ".join(WORDS.get(word, word) for word in plain.split()).split()
    for lead in LEADS:
        if tuple(words[: len(lead)]) == lead and len(words) > len(lead) + 1:
            words = words[len(lead) :]
    return " ".join(word for word in words if word not in SILENT)


def loose_key(name: str) -> str:
    """The key without the words that one clerk writes and the next leaves out."""
    return " ".join(word for word in key(name).split() if word not in FILLERS)
