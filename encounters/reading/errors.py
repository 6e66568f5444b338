"""Why a bulletin could not be read, in words for the person who handed it in."""

REASONS = {
    "empty_file": "The file is empty. Download or export it again, and hand in the new copy.",
    "not_a_pdf": "The file is not a PDF. Open it in the program that made it and export it as PDF.",
    "encrypted_pdf": "The PDF is locked with a password. Save a copy without a password, and hand that in.",
    "damaged_pdf": "The PDF is damaged and no page of it can be recovered. Download it again from where it came from.",
    "no_pages": "The PDF has no pages. Check that this is the right file, or export it again.",
    "too_large": "The file is larger than {limit}. Split it, or export it with smaller images.",
    "too_many_pages": "The PDF has more pages than the {limit} allowed. Split it and hand in the parts.",
    "time_limit": "Reading was stopped after {limit} seconds. Split the file, or raise the time limit.",
    "memory_limit": "Reading needed more than {limit} MB of memory. Split the file, or raise the memory limit.",
    "unreadable": "The PDF could not be read. Print it to a new PDF from a viewer that shows it, and hand that in.",
}
"""Message by code; the codes are those of the extraction contract."""


UNEXPECTED = (
    "Its pages were read, but their text led the extractor astray: a fault of this software, not of the file. "
    "Please report it with the file, and try again after the next update."
)
DAMAGED = "Its contents are damaged."


class UnreadableBulletin(Exception):
    """A file that cannot be read. `code` is one of `REASONS`; `message` says what happened and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class PageUnreadable(Exception):
    """One page that cannot be read; the rest of the document can. `number` is 1-based, `reason` a sentence."""

    def __init__(self, number: int, reason: str = DAMAGED) -> None:
        super().__init__(f"page {number}: {reason}")
        self.number = number
        self.reason = reason


def unreadable(code: str, *, limit: object = "") -> UnreadableBulletin:
    """The error of a code with its standing message. `limit` is the limit that was passed, where there is one."""
    return UnreadableBulletin(code, REASONS[code].format(limit=limit))
