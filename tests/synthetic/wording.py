"""What the synthetic narratives say, and what a reader should take from it: the pools that `narratives.py` draws from.

Written from the contract and from real releases, not from the readers' patterns, so that it can prove them wrong.
"""

# (wording of the officer, program model of the gold)
OFFICERS = (
    ("Jail Enforcement Model Officer", "jail_enforcement"),
    ("Jail Enforcement Officer", "jail_enforcement"),
    ("Task Force Model Officer", "task_force"),
    ("Task Force Officer", "task_force"),
    ("Warrant Service Officer", "warrant_service_officer"),
    ("Tribal Task Force Model Officer", "tribal_task_force"),
    ("Designated Immigration Officer", None),
    ("Deportation Officer", None),
)

# (words, entry manner, previously removed, immigration status); {date} and {place} may stand in them
ENTRIES = (
    ("entered {us} on an unknown date and location without inspection", "without_inspection", False, None),
    ("entered {us} on an unknown date and at an unknown location without inspection", "without_inspection", False, None),
    ("illegally entered {us} at an unknown date and location without being inspected, admitted or paroled by an immigration officer", "without_inspection", False, None),
    ("entered {us} without being admitted, inspected, or paroled by a U.S. immigration official", "without_inspection", False, None),
    ("unlawfully entered {us} on an unknown date", "without_inspection", False, None),
    ("last entered {us} on or about {date}{near} without inspection", "without_inspection", False, None),
    ("entered {us}{near} on {date} without inspection or parole by an immigration official", "without_inspection", False, None),
    ("entered {us}{near} on an unknown date without authorization", "without_inspection", False, None),
    ("illegally re-entered {us} after having been previously removed from the United States", "illegal_reentry", True, None),
    ("unlawfully re-entered {us} after previously being deported", "illegal_reentry", True, None),
    ("last entered {us} on an unknown date and location after having been previously removed", "illegal_reentry", True, None),
    ("last entered {us} at an unknown date and location without inspection after being previously removed from the United States", "illegal_reentry", True, None),
    ("illegally reentered {us}{near} on {date} after having been previously deported", "illegal_reentry", True, None),
    ("entered {us} illegally on an unknown date after having been removed on two prior occasions", "illegal_reentry", True, None),
    ("entered {us} as a non-immigrant visitor under the Visa Waiver Program who failed to depart the United States as required", "visa_waiver", False, "overstay"),
    ("entered {us} under the Visa Waiver Program{at} on {date} and overstayed", "visa_waiver", False, "overstay"),
    ("was admitted to {us} on a B-2 visitor visa{at} and failed to depart as required", "nonimmigrant_visa", False, "overstay"),
    ("was admitted to {us}{at} on {date}, as a nonimmigrant student but failed to maintain that status", "nonimmigrant_visa", False, "status_violator"),
    ("entered {us} as a temporary worker and violated the terms of that admission", "nonimmigrant_visa", False, "status_violator"),
    ("lawfully entered {us} on an H-2B visa on {date} and remained beyond the terms of his visa", "nonimmigrant_visa", False, "overstay"),
    ("was admitted into {us} as a visitor for pleasure and did not depart", "nonimmigrant_visa", False, "overstay"),
    ("entered {us} with a border crossing card{at} on an unknown date and remained longer than authorized", "nonimmigrant_visa", False, "overstay"),
    ("entered {us} as a crewman and adjusted status to that of a lawful permanent resident", "nonimmigrant_visa", False, "permanent_resident"),
    ("was admitted to {us} as a lawful permanent resident", "immigrant_visa", False, "permanent_resident"),
    ("was admitted to {us}{at} as an immigrant on {date}", "immigrant_visa", False, None),
    ("was last admitted into {us} as a conditional lawful resident but violated the terms of his admission", "immigrant_visa", False, "conditional_resident"),
    ("was paroled into {us}{near} on {date}", "parole", False, None),
    ("was admitted to {us} as a refugee on {date}", "refugee", False, None),
    ("entered {us} on an unknown date and location without inspection and was ordered removed by an immigration judge", "without_inspection", False, "removal_order"),
    ("entered {us} without inspection on {date} and has a final order of removal", "without_inspection", False, "removal_order"),
    ("is currently a lawful permanent resident", None, False, "permanent_resident"),
)
PLACES_NEAR = ("Laredo, Texas", "Hidalgo, Texas", "San Ysidro, California", "Nogales, Arizona", "Eagle Pass, Texas", "El Paso, Texas", "Sasabe, AZ", "Calexico, California", "the Rio Grande City, Texas port of entry")
PLACES_AT = ("Miami, Florida", "New York, New York", "Los Angeles, California", "Atlanta, Georgia", "Houston, Texas", "Newark, New Jersey", "John F. Kennedy International Airport", "Chicago, Illinois")

# (words around the list, basis); the list goes in at {list}
PROGRAM_BASES = (
    ("charged with {list}", "charged"), ("charged with {list}", "charged"), ("charged with {list}", "charged"),
    ("convicted of {list}", "convicted"), ("convicted of {list}", "convicted"),
    ("arrested for {list}", "arrested"),
    ("arrested by the {police} for {list}", "arrested"),
    ("arrested and charged with {list}", "charged"),
    ("who was charged with {list}", "charged"),
    ("with an outstanding warrant for {list}", "wanted"),
    ("arrested on an outstanding warrant for {list}", "wanted"),
    ("wanted in {abroad} for {list}", "wanted"),
    ("sentenced to {years} years imprisonment for the conviction of {list}", "convicted"),
    ("serving a {years}-year sentence for {list}", "convicted"),
    ("previously convicted of {list}", "prior_conviction"),
    ("with pending charges for {list}", "pending"),
    ("on charges of {list}", "charged"),
    ("convicted in {abroad} of {list}", "convicted"),
)
SUBJECT_BASES = (
    ("The subject was charged with {list}", "charged"), ("The subject was charged with {list}", "charged"),
    ("The subject was convicted of {list}", "convicted"), ("The subject was convicted of {list}", "convicted"),
    ("The subject was arrested for {list}", "arrested"),
    ("The subject was arrested and charged with {list}", "charged"),
    ("The subject had an outstanding warrant for {list}", "wanted"),
    ("The subject was sentenced to {years} years in prison for {list}", "convicted"),
    ("The subject was found guilty of {list}", "convicted"),
    ("The subject is wanted in {abroad} for {list}", "wanted"),
    ("The subject was indicted for {list}", "charged"),
)
MORE_BASES = (
    ("The subject has previous convictions for {list}", "prior_conviction"),
    ("The subject has a previous conviction of {list}", "prior_conviction"),
    ("The subject was previously convicted of {list}", "prior_conviction"),
    ("The subject has prior convictions for {list}", "prior_conviction"),
    ("The subject's criminal record includes convictions for {list}", "prior_conviction"),
    ("The subject also has pending charges of {list}", "pending"),
    ("The subject also has {number} pending charges of {one}", "pending"),
    ("The subject has pending criminal charges for {list}", "pending"),
)

# (words, detainer, warrant); the first is joined to the opening, the second stands alone
PROGRAM_PLACEMENTS = (
    ("and placed an immigration detainer and warrant on the subject", True, True),
    ("and placed an immigration detainer and warrant on the subject", True, True),
    ("and placed an immigration detainer and warrant on the subject", True, True),
    (", and placed an immigration detainer and warrant on the subject", True, True),
    (", and placed an immigration detainer on the subject", True, False),
    ("and lodged an immigration detainer and warrant", True, True),
    ("and lodged an immigration detainer with a warrant of arrest", True, True),
    ("and issued an immigration detainer", True, False),
)
SUBJECT_PLACEMENTS = (
    ("An immigration detainer and warrant were placed on the subject", True, True),
    ("An immigration detainer and warrant were placed on the subject", True, True),
    ("An immigration detainer was lodged against the subject", True, False),
    ("An immigration detainer was placed on the subject", True, False),
    ("An immigration detainer and an administrative warrant were issued", True, True),
    ("The officer placed an immigration detainer and warrant on the subject", True, True),
    ("ICE lodged an immigration detainer with the {jail}", True, False),
)

# Each: words, and the events (type, whether dated by {d1} or {d2}, actor: court, jail, ero, None or other words)
OUTCOMES = (
    ("On {d1}, the {court} did not honor the immigration detainer and released the subject without notification to ICE.", (("detainer_declined", 1, "court"), ("released", 1, "court"))),
    ("On {d1}, the {court} did not honor the immigration detainer and released the subject. On {d2}, {ero} arrested the subject at-large.", (("detainer_declined", 1, "court"), ("released", 1, "court"), ("ice_arrest", 2, "ero"))),
    ("The {jail} did not honor the detainer and released the subject on {d1}.", (("detainer_declined", 1, "jail"), ("released", 1, "jail"))),
    ("The immigration detainer was not honored and the subject was released on {d1}.", (("detainer_declined", 1, None), ("released", 1, None))),
    ("The {jail} declined to honor the immigration detainer. The subject was released on bond on {d1}.", (("detainer_declined", 0, "jail"), ("released", 1, None))),
    ("The subject was released from custody on {d1} without notification to ERO.", (("released", 1, None),)),
    ("On {d1}, the {jail} released the subject on bond.", (("released", 1, "jail"),)),
    ("The subject posted bond and was released on {d1}.", (("released", 1, None),)),
    ("On {d1}, the subject was released by the {court} on his own recognizance.", (("released", 1, "court"),)),
    ("On {d1}, the {court} refused to honor the immigration detainer, and the subject was released from custody without notifying ICE.", (("detainer_declined", 1, "court"), ("released", 1, None))),
    ("On {d1}, {ero} took the subject into custody.", (("ice_arrest", 1, "ero"),)),
    ("On {d1}, the subject was taken into ICE custody.", (("ice_arrest", 1, None),)),
    ("The subject was transferred to ICE custody on {d1}.", (("ice_arrest", 1, None),)),
    ("On {d1}, the {jail} transferred the subject to ICE custody.", (("ice_arrest", 1, "jail"),)),
    ("{ero} officers arrested the subject on {d1}.", (("ice_arrest", 1, "ero officers"),)),
    ("On {d1}, {ero} arrested the subject without incident, and on {d2}, the subject was removed to {home}.", (("ice_arrest", 1, "ero"), ("removed", 2, None))),
    ("On {d1}, the subject was removed from the United States to {home}.", (("removed", 1, None),)),
    ("ERO removed the subject to {home} on {d1}.", (("removed", 1, "ERO"),)),
    ("The subject was arrested by {ero} on {d1}.", (("ice_arrest", 1, "ero"),)),
    ("The subject will remain in ICE custody pending removal proceedings.", ()),
    ("The subject is currently detained pending trial.", ()),
)
COURTS = ("New Bedford District Court", "Superior Court of Cobb County", "Middlesex Superior Court", "Circuit Court of Cook County", "Brockton District Court", "Harris County Criminal Court", "Philadelphia Municipal Court", "Lynn District Court")
JAILS = ("Barnstable County Correctional Facility", "Wake County Detention Center", "Fulton County Jail", "Mecklenburg County Jail", "New York City Department of Correction", "Suffolk County House of Correction", "Travis County Correctional Complex")
OFFICES = ("Atlanta", "Boston", "Dallas", "Miami", "New Orleans", "St. Paul", "Salt Lake City", "New York City", "Houston", "Chicago")
POLICE = ("Mobile Police Department", "Rogers Police Department", "Gainesville Police Department", "Conroe Police Department", "St. Cloud Police Department")
FACILITIES = ("Eyman Complex", "Coffee Correctional Facility", "Lawton Correctional Facility", "Gaston County Jail", "Pinal County Adult Detention Center", "Great Plains Correctional Institution", "Union County Detention Center")

# Charges with separators inside, each one charge, as codes and prosecutors of several states word them.
COMPOUND_CHARGES = (
    "breaking and entering", "assault and battery", "drunk and disorderly", "hit and run", "lewd and lascivious molestation",
    "manufacture, sale and delivery of a controlled substance", "driving while intoxicated, 2nd offense", "operating a vehicle while intoxicated, third offense",
    "resisting, delaying and obstructing an officer", "resisting and obstructing a public officer", "possession with intent to manufacture, sell or deliver cocaine",
    "evading arrest or detention with a vehicle", "assault family member, impede breathe or circulation", "possession of a forged instrument, second degree",
    "assault causing bodily injury, family violence", "possession of a controlled substance, penalty group 1, less than one gram",
    "seduce, solicit, lure or entice a child to commit an illegal act", "fleeing and eluding a law enforcement officer", "failure to stop and render aid",
    "sexual assault, first degree", "theft of property, third degree", "aggravated assault, domestic violence", "burglary, second degree",
    "tampering with or fabricating physical evidence", "abandoning or endangering a child", "murder/homicide -1st degree felony", "criminal sexual act, first degree",
    "carrying a concealed weapon, first offense", "sale, delivery or possession of heroin", "trafficking in cocaine, 28 grams or more", "driving under the influence, second offense",
    "unlawful possession, use or sale of drug paraphernalia", "willful and wanton endangerment", "buying and receiving stolen property", "aiding and abetting armed robbery",
    "obstructing or resisting an officer", "indecent assault and battery on a child under 14", "conspiracy to possess and distribute methamphetamine", "disorderly conduct - fighting",
    "lewd or lascivious battery, victim 12 to 16 years of age", "open and gross lewdness", "theft of services, $500 or more", "possession of marijuana, less than two ounces",
    "reckless driving - first offense", "possession of methamphetamine (less than 2 grams)",
)
# Whole charges that the label list does not have.
NOVEL_CHARGES = (
    "peeping tom", "discharging a firearm in city limits", "purchase of alcohol by a minor", "capital murder of a peace officer", "robbery by sudden snatching", "battery on a correctional officer",
    "violation of a domestic violence protective order", "failure to maintain lane", "indecency with a child by sexual contact", "tampering with evidence", "battery of a household member",
    "driving without a valid license", "possession of a fictitious identification card", "felon in possession of ammunition", "money laundering", "filing a false police report",
    "following too closely", "improper lane change", "unlawful flight to avoid prosecution", "human smuggling", "unlawful carrying of a handgun", "sexual extortion", "littering",
    "harboring a runaway child", "lewd molestation", "assault by strangulation", "cruelty to animals", "bail jumping", "identity theft", "criminal trespass to land", 
    "intimidation of a witness", "obstructing police", "terroristic threats", "forgery of a financial instrument", "operating a vehicle without insurance", "child abuse", "injury to a child",
    "contributing to the delinquency of a minor", "dealing in stolen property", "ethnic intimidation", "gross sexual imposition", "felonious restraint", "promoting prison contraband", "jury tampering",
    "simulating legal process", "vehicular manslaughter", "unlawful sexual contact with a minor", "corrupt organizations", "menacing by stalking", "failure to give information after an accident",
    "throwing a deadly missile", "transporting an open container", "giving alcohol to a minor", "interfering with a 911 call", "use of a communication facility to commit a felony", "illegal dumping", "abuse of a corpse",
    "attempted murder of a law enforcement officer", "unlawful imprisonment", "passing a stopped school bus", "defrauding an innkeeper", "impersonating an officer", "theft by deception",
)
