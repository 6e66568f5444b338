"""What each code of a closed vocabulary means, in plain words, for the codebook.

The codes themselves are those of `extraction.codes` and of the offense categories; a test holds the two together.
"""

from collections.abc import Mapping

from encounters.extraction.codes import EntryManner, EventType, ImmigrationStatus, OffenseBasis, ProgramModel
from encounters.extraction.coding.offenses import CATEGORIES
from encounters.lifecycle import Verification

type Meanings = Mapping[str, str]

PROGRAM_MODEL: Meanings = {
    ProgramModel.JAIL_ENFORCEMENT: "Officers of the agency question people who are held in its jail.",
    ProgramModel.TASK_FORCE: "Officers of the agency use immigration powers during their ordinary police work.",
    ProgramModel.WARRANT_SERVICE_OFFICER: "Officers of the agency serve ICE's warrants on people held in its jail.",
    ProgramModel.TRIBAL_TASK_FORCE: "As a task force, with the police of a tribal nation.",
}

BASIS: Meanings = {
    OffenseBasis.CONVICTED: "The bulletin says that the subject was convicted of it.",
    OffenseBasis.CHARGED: "The bulletin says that the subject was charged with it: no court had decided.",
    OffenseBasis.ARRESTED: "The bulletin says that the subject was arrested for it: no court had decided.",
    OffenseBasis.WANTED: "The bulletin names an outstanding warrant for it: no court had decided.",
    OffenseBasis.PENDING: "The bulletin names it as a further charge that was pending: no court had decided.",
    OffenseBasis.PRIOR_CONVICTION: "The bulletin names it as an earlier conviction.",
}

ENTRY_MANNER: Meanings = {
    EntryManner.WITHOUT_INSPECTION: "Entered the United States without inspection by an officer.",
    EntryManner.ILLEGAL_REENTRY: "Entered again after a removal, inspected or not.",
    EntryManner.VISA_WAIVER: "Admitted as a visitor under the Visa Waiver Program.",
    EntryManner.NONIMMIGRANT_VISA: "Admitted for a time: as a visitor, student, crew member or temporary worker.",
    EntryManner.IMMIGRANT_VISA: "Admitted to live in the United States.",
    EntryManner.PAROLE: "Paroled into the United States.",
    EntryManner.REFUGEE: "Admitted as a refugee.",
    EntryManner.OTHER: "Some other manner, which the narrative tells.",
}

IMMIGRATION_STATUS: Meanings = {
    ImmigrationStatus.OVERSTAY: "Did not leave when the admission ended.",
    ImmigrationStatus.PERMANENT_RESIDENT: "Is, or had become, a lawful permanent resident.",
    ImmigrationStatus.CONDITIONAL_RESIDENT: "Is, or was admitted as, a conditional resident.",
    ImmigrationStatus.STATUS_VIOLATOR: "Is said to have violated the terms of an admission.",
    ImmigrationStatus.REMOVAL_ORDER: "Had been ordered removed.",
}

EVENT_TYPE: Meanings = {
    EventType.DETAINER_DECLINED: "The detainer was not honored.",
    EventType.RELEASED: "The subject was released.",
    EventType.ICE_ARREST: "ICE took the subject into its custody.",
    EventType.REMOVED: "The subject was removed from the United States.",
    EventType.OTHER: "Something else, which the narrative tells.",
}

VERIFICATION: Meanings = {
    Verification.ONE_READER: "One person compared the record with its page and approved it.",
    Verification.TWO_READERS: "Two people did so, the second knowing what the first had approved.",
    Verification.TWO_BLIND: "Two people did so without knowing of each other's reading, and they agreed.",
    Verification.SETTLED: "Two people did so without knowing of each other's reading; where they differed, a third "
    "decided.",
}

CATEGORY: Meanings = {code: category.label for code, category in CATEGORIES.items()}

CATEGORY_GROUP: Meanings = {
    "violent": "Against persons.",
    "property": "Against property, fraud included.",
    "drug": "Controlled substances.",
    "public_order": "Weapons, custody and courts, family, decency, disorder.",
    "dui": "Driving under the influence.",
    "traffic": "Other offenses of traffic.",
    "immigration": "Immigration.",
    "other": "The text does not tell its nature.",
}
