"""The closed vocabularies of the extraction contract, `encounter-extraction/1`.

Values are the words of the contract and of the database; labels for people are the member's own
text. Open vocabularies (countries, agencies, offense categories) are data, under `data/`.
"""

from enum import StrEnum


class Template(StrEnum):
    """Which wording the narratives of a bulletin follow."""

    PROGRAM = "program"  # 2019 to 2021: "the ... 287(g) Program encountered a citizen of"
    OFFICER = "officer"  # 2025 on: "a 287(g) ... Officer from the ... encountered"
    MIXED = "mixed"


class ProgramModel(StrEnum):
    JAIL_ENFORCEMENT = "jail_enforcement"
    TASK_FORCE = "task_force"
    WARRANT_SERVICE_OFFICER = "warrant_service_officer"
    TRIBAL_TASK_FORCE = "tribal_task_force"


class OffenseBasis(StrEnum):
    CONVICTED = "convicted"
    CHARGED = "charged"
    ARRESTED = "arrested"
    WANTED = "wanted"
    PENDING = "pending"
    PRIOR_CONVICTION = "prior_conviction"


class EntryManner(StrEnum):
    WITHOUT_INSPECTION = "without_inspection"
    ILLEGAL_REENTRY = "illegal_reentry"
    VISA_WAIVER = "visa_waiver"
    NONIMMIGRANT_VISA = "nonimmigrant_visa"
    IMMIGRANT_VISA = "immigrant_visa"
    PAROLE = "parole"
    REFUGEE = "refugee"
    OTHER = "other"


class ImmigrationStatus(StrEnum):
    OVERSTAY = "overstay"
    PERMANENT_RESIDENT = "permanent_resident"
    CONDITIONAL_RESIDENT = "conditional_resident"
    STATUS_VIOLATOR = "status_violator"
    REMOVAL_ORDER = "removal_order"


class EventType(StrEnum):
    DETAINER_DECLINED = "detainer_declined"
    RELEASED = "released"
    ICE_ARREST = "ice_arrest"
    REMOVED = "removed"
    OTHER = "other"


class WordKind(StrEnum):
    """What a word of a page turned out to be; every word is exactly one of these."""

    NARRATIVE = "narrative"
    HEADING = "heading"
    BOILERPLATE = "boilerplate"
    UNEXPLAINED = "unexplained"
