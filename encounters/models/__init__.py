"""The tables of the record, one concept a module. They are written by `encounters.actions` alone."""

from .audit_entry import AuditEntry
from .bulletin import Bulletin
from .encounter import Encounter, FiledWarning
from .event import Event
from .mark import Mark
from .offense import Offense
from .page import Page
from .release import Release, ReleaseRow
from .revision import Revision
from .succession import Succession
from .worker import Worker

__all__ = [
    "AuditEntry",
    "Bulletin",
    "Encounter",
    "Event",
    "FiledWarning",
    "Mark",
    "Offense",
    "Page",
    "Release",
    "ReleaseRow",
    "Revision",
    "Succession",
    "Worker",
]
