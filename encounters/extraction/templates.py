"""Which wording narratives follow.

"the Knox County Sheriff's Office 287(g) Program encountered a citizen of"     program
"a 287(g) Task Force Model Officer with the ... arrested a citizen of"         officer
"""

from collections.abc import Iterable

from .codes import Template
from .fields import opening
from .fields.folded import fold


def template(narratives: Iterable[str]) -> Template | None:
    """The template of a bulletin's narratives, None where none of them follows one."""
    found = {kind for text in narratives if (kind := of_narrative(text))}
    return Template.MIXED if len(found) > 1 else next(iter(found), None)


def of_narrative(text: str) -> Template | None:
    """The template that one narrative follows."""
    found = opening.find(text)
    if found is None:
        return None
    folded = fold(text).text
    if found.officer and "287(g)" in folded[slice(*found.officer)]:
        return Template.OFFICER
    return Template.PROGRAM if "287(g)" in folded[slice(*found.tail)] else None
