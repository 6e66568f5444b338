"""What happened after the encounter: who did what, and when.

    "On January 3, 2020, the New Bedford District Court did not honor the immigration detainer and released the subject"
        detainer_declined and released, both on 2020-01-03, both by "New Bedford District Court"
    "On January 8, 2020, ERO Boston arrested the subject at-large."      ice_arrest by "ERO Boston"
    "The subject was released on bond on March 4, 2020."                 released, 2020-03-04, by nobody named
    "The subject will remain in ICE custody"                             no event

A sentence is read predicate by predicate (`predicates.py`); each gets the clause it stands in, the clause its subject
and its date. A date without a year is left to the bulletin's period (`pipeline.py`).
"""

import re
from dataclasses import dataclass

from encounters.extraction.codes import EventType
from encounters.extraction.found import Found
from encounters.extraction.narrative import Narrative
from encounters.extraction.records import Span

from . import opening, predicates, printed_dates, sentences
from .folded import Folded, fold
from .predicates import Predicate
from .printed_dates import Dated, PrintedDate
from .sentences import Sentence

# What stands between the start of a clause and its subject: "On January 3, 2020,", "and", "However,", "Subsequently,"
BEFORE_SUBJECT = re.compile(
    r"""(?: [\s,;]+ | \b(?:[Oo]n|[Bb]y|[Ii]n)\s(?:or\sabout\s|approximately\s)?(?=\x00) | \x00+
        | \b(?:[Hh]owever|[Ss]ubsequently|[Ll]ater|[Tt]hen|[Tt]hereafter|[Ff]inally|[Aa]fterwards?|[Aa]lso|[Tt]hat|[Ss]ame
            |[Dd]ay|[Tt]he\ssame\sday|[Ll]ater\sthat\sday|[Aa]fter|[Aa]nd|[Bb]ut|[Ww]hich|[Ww]ho|[Ww]hen|[Ww]hile|[Ii]nstead
            |[Dd]espite\s(?:[\w-]+\s){0,5}?detainers?|[Pp]rior\sto\s[\w\s]{1,30}?,)\b
            | \b(?:[Ff]ollowing|[Uu]pon|[Aa]fter)\s[^,;\x00]{3,90},\s )*
        (?:(?:the|The|an?|An?)\s)?""",
    re.VERBOSE,
)
AFTER_SUBJECT = re.compile(
    r"""[\s,]*(?:\b(?:has|have|had|then|later|subsequently|also|again|immediately|reportedly|ultimately|again|successfully
        |was|were|who|which|officially|chose|simply)\b[\s,]*)*$"""
)
LONGEST_TAIL = 120
"""Characters."""
# "The jail | honored the immigration detainer and transferred the subject": another verb ends the subject.
OTHER_VERB = re.compile(
    r"\s(?:honored|notified|contacted|coordinated|complied|cooperated|conducted|responded|traveled|received|served|initiated"
    r"|executed|issued|lodged|placed|accepted|agreed|confirmed|learned|determined|vacated|lifted|cancell?ed|rescinded"
    r"|dismissed|reduced|reviewed|approved|located|found|identified|encountered|ordered|failed|posted|completed|sentenced|granted|denied|set|chose|decided)\s"
)
# "ICE lodged a detainer with the jail, but the | jail | did not honor": the subject of the other verb.
FURTHER_SUBJECT = re.compile(r",?\s(?:and|but)\s(?:(?:the|an?)\s)?(?=\S)")
ASIDE = re.compile(
    r",\s(?:with|in|along|assisted|together|acting|working|through|by|located|citing|despite|while|without|as)\b"
)
SUBJECT_IS_PERSON = re.compile(
    r"^(?:subject|individual|alien|person|man|woman|he|she|they|noncitizen|non-citizen|inmate|defendant)\b",
    re.IGNORECASE,
)
# "was released by the New Bedford District Court on": the agent of a passive.
AGENT = re.compile(
    r"""\bby\s(?:(?:the|an?)\s)?(?P<actor>(?:U\.S\.|St\.|Ft\.|[^\s,.;])+(?:\s(?:U\.S\.|St\.|Ft\.|[^\s,.;])+)*?)
        (?=,|\.|;|$|\s(?:on|at|without|and|after|in\s(?:[A-Z]|violation|spite)|pursuant|upon|when|while|during|into|following
          |as|for|before|despite|from|to)\b)""",
    re.VERBOSE,
)
# A date that belongs to the detainer: "the immigration detainer lodged on January 1, 2020"
DATE_OF_DETAINER = re.compile(r"(?:placed|lodged|issued|filed|served)\s(?:[\w-]+\s){0,3}?on\s$")
JOINT = re.compile(r",?\s(?:and|but|then|after|when|before|while|who|which)\b|;")
# "ERO Atlanta arrested the subject after the jail released him": the date in front is that of the arrest only.
SUBORDINATE = re.compile(r"[\s,]*(?:after|when|once)\b")
SAME_DAY = re.compile(r"\b(?:same|that)\sday\b", re.IGNORECASE)
SURE, LIKELY, DOUBTFUL = 0.97, 0.9, 0.6


@dataclass(frozen=True, slots=True)
class PrintedEvent:
    """An event as printed; `actor` without "the"."""

    type: EventType
    on: PrintedDate | None
    actor: str | None


@dataclass(frozen=True, slots=True)
class _Clause:
    predicate: Predicate
    start: int
    end: int
    subject: tuple[int, int] | None
    dated: Dated | None


def read(narrative: Narrative) -> tuple[Found[PrintedEvent], ...]:
    """The events in printed order."""
    folded = fold(narrative.text)
    found: list[Found[PrintedEvent]] = []
    first = opening.find(narrative.text)
    last_dated: Dated | None = None
    for sentence in sentences.split(narrative.text):
        start = sentence.start
        if first and sentence.start <= first.sentence.start:
            start = _after_placement(folded.text, sentence)
        clauses = _clauses(folded.text, sentence, start)
        if last_dated and SAME_DAY.search(sentence.text):
            clauses = [_dated_as(clause, clause.dated or last_dated) for clause in clauses]
        found += [_event(folded, clause) for clause in clauses]
        last_dated = next((c.dated for c in reversed(clauses) if c.dated), last_dated)
    return tuple(found)


def _after_placement(text: str, sentence: Sentence) -> int:
    """Events of the opening sentence stand behind "placed an immigration detainer ... on the subject"."""
    detainer = text.find("detainer", sentence.start, sentence.end)
    return sentence.end if detainer < 0 else text.find(" ", detainer + 8, sentence.end) % (sentence.end + 1)


def _clauses(text: str, sentence: Sentence, start: int) -> list[_Clause]:
    found = predicates.find(text, sentence, start)
    if not found:
        return []
    dates = _own_dates(text, sentence, start)
    leading = next((d for d in dates if d.end <= found[0].start), None)
    clauses: list[_Clause] = []
    for number, predicate in enumerate(found):
        begin = clauses[-1].end if clauses else start
        following = found[number + 1].start if number + 1 < len(found) else sentence.end
        end = _clause_end(text, predicate, following, sentence)
        own = next((d for d in dates if predicate.end <= d.start < end), None)
        between = next((d for d in dates if clauses and begin <= d.start < predicate.start), None)
        dated = own or between or (None if SUBORDINATE.match(text, begin) else leading)
        clauses.append(_Clause(predicate, begin, end, _subject(text, begin, predicate, dates), dated))
    return _shared(clauses)


def _own_dates(text: str, sentence: Sentence, start: int) -> list[Dated]:
    dates = []
    for dated in printed_dates.days(text[sentence.start : sentence.end]):
        here = Dated(dated.date, sentence.start + dated.start, sentence.start + dated.end)
        if here.start >= start and not DATE_OF_DETAINER.search(text, sentence.start, here.start):
            dates.append(here)
    return dates


def _clause_end(text: str, predicate: Predicate, following: int, sentence: Sentence) -> int:
    """A clause runs up to the "and" or comma before the next predicate, or to the end of the sentence."""
    if following == sentence.end:
        return sentence.end
    joints = [m.start() for m in JOINT.finditer(text, predicate.end, following)]
    commas = [m.start() for m in re.finditer(r",\s(?![12])", text[predicate.end : following])]
    return joints[-1] if joints else predicate.end + commas[-1] if commas else following


def _subject(text: str, begin: int, predicate: Predicate, dates: list[Dated]) -> tuple[int, int] | None:
    """The subject of an active clause, None where the clause has none of its own."""
    begin = max(begin, text.rfind(";", begin, predicate.start) + 1)
    masked = list(text[begin : predicate.start])
    for dated in dates:
        for place in range(max(dated.start, begin), min(dated.end, predicate.start)):
            masked[place - begin] = "\x00"
    phrase = "".join(masked)
    lead = BEFORE_SUBJECT.match(phrase)
    start = lead.end() if lead else 0
    tail = AFTER_SUBJECT.search(phrase, max(start, len(phrase) - LONGEST_TAIL))
    end = tail.start() if tail else len(phrase)
    if verb := OTHER_VERB.search(phrase, start, end):
        joints = [joint.end() for joint in FURTHER_SUBJECT.finditer(phrase, verb.end(), end)]
        start, end = (joints[-1], end) if joints else (start, verb.start())
    if cut := ASIDE.search(phrase, start, end):
        end = cut.start()
    return (begin + start, begin + end) if phrase[start:end].strip(" ,\x00") else None


def _shared(clauses: list[_Clause]) -> list[_Clause]:
    """Joined clauses share: a verb without a subject has the one before it, a clause without a date the one behind.

    "declined the detainer on October 3 and released the subject" tells of one day.
    """
    subject = next((clause.subject for clause in clauses if clause.subject), None)  # "Ignoring the detainer, the court"
    complete: list[_Clause] = []
    for clause in clauses:
        subject = clause.subject or subject
        complete.append(_Clause(clause.predicate, clause.start, clause.end, subject, clause.dated))
    dated: Dated | None = None
    for number in range(len(complete) - 1, -1, -1):
        dated = complete[number].dated or dated
        complete[number] = _dated_as(complete[number], dated)
    for number in range(1, len(complete)):
        before, clause = complete[number - 1], complete[number]
        kinds = (before.predicate.type, clause.predicate.type)
        if clause.dated is None and kinds == (EventType.DETAINER_DECLINED, EventType.RELEASED):
            complete[number] = _dated_as(clause, before.dated)
    return complete


def _dated_as(clause: _Clause, dated: Dated | None) -> _Clause:
    return _Clause(clause.predicate, clause.start, clause.end, clause.subject, dated)


def _event(folded: Folded, clause: _Clause) -> Found[PrintedEvent]:
    actor, confidence = _actor(folded.text, clause), SURE
    kind = clause.predicate.type
    if clause.predicate.arrest:
        kind, confidence = _arrest(folded.text, clause, actor)
    elif kind is EventType.OTHER:
        confidence = DOUBTFUL
    date = clause.dated.date if clause.dated else _month(folded.text, clause)
    printed = None
    if actor:
        printed = folded.text[slice(*actor)]
    return Found(PrintedEvent(kind, date, printed), _spans(folded, clause, actor), confidence)


def _month(text: str, clause: _Clause) -> PrintedDate | None:
    """Of a removal the month or year, where no day is printed: "was deported in April 2018" tells of long ago."""
    if clause.predicate.type is not EventType.REMOVED:
        return None
    return next((dated.date for dated in printed_dates.find(text[clause.start : clause.end])), None)


def _actor(text: str, clause: _Clause) -> tuple[int, int] | None:
    if clause.predicate.passive:
        agent = AGENT.search(text, clause.predicate.start, clause.end)
        return agent.span("actor") if agent else None
    if clause.subject is None or SUBJECT_IS_PERSON.match(text[slice(*clause.subject)]):
        return None
    return clause.subject


def _arrest(text: str, clause: _Clause, actor: tuple[int, int] | None) -> tuple[EventType, float]:
    """An arrest after the encounter is ICE's where ICE is said to make it, or where nobody else is."""
    if actor is None:
        return EventType.ICE_ARREST, LIKELY if "large" in text[clause.start : clause.end] else DOUBTFUL
    is_ice = predicates.ICE.search(text, *actor) is not None
    return (EventType.ICE_ARREST, SURE) if is_ice else (EventType.OTHER, DOUBTFUL)


def _spans(folded: Folded, clause: _Clause, actor: tuple[int, int] | None) -> tuple[Span, ...]:
    """The clause, and its subject and date where they stand outside of it. In order, none inside another."""
    start = clause.start
    while folded.text[start] in " ,;":
        start += 1
    end = len(folded.text[: clause.end].rstrip(" ,."))
    parts = [(start, end)]
    others = (actor, (clause.dated.start, clause.dated.end) if clause.dated else None)
    parts += [place for place in others if place and not (start <= place[0] and place[1] <= end)]
    return tuple(folded.span(*part) for part in sorted(set(parts)))
