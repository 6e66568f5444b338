"""The closed vocabularies of the API as pairs of code and label; the OpenAPI document gives each its name."""

from encounters.extraction.codes import (
    EntryManner,
    EventType,
    ImmigrationStatus,
    OffenseBasis,
    ProgramModel,
    Template,
)
from encounters.extraction.coding import countries, offenses, states
from encounters.lifecycle import BulletinStatus, EncounterStatus
from encounters.models import Release
from encounters.models.choices import choices

BULLETIN_STATUSES = choices(BulletinStatus)
ENCOUNTER_STATUSES = choices(EncounterStatus)
TEMPLATES = choices(Template)
STATES = list(states.NAMES.items())
COUNTRIES = list(countries.names().items())
OFFENSE_CATEGORIES = [(code, category.label) for code, category in offenses.CATEGORIES.items()]
OFFENSE_BASES = choices(OffenseBasis)
EVENT_TYPES = choices(EventType)
PROGRAM_MODELS = choices(ProgramModel)
ENTRY_MANNERS = choices(EntryManner)
IMMIGRATION_STATUSES = choices(ImmigrationStatus)
RELEASE_STATUSES = Release.Status.choices
ERROR_TYPES = [(name, name.replace("_", " ")) for name in ("validation_error", "client_error", "server_error")]
