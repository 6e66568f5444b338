"""The test bulletin as a real file, handed in and extracted as in life, so that its pages have images."""

import io

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from encounters.actions import bulletins, extraction
from encounters.models import Bulletin
from tests.factories import NOW

from .bulletins import PAGES

WIDTH, SIZE, LEADING = 468.0, 11.0, 14.0


def pdf(pages: tuple[tuple[str, ...], ...] = PAGES) -> bytes:
    """Paragraphs in Times, 72 points from the edges, white between them; one of a single word is a bold heading."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=LETTER, invariant=True)
    for paragraphs in pages:
        y = LETTER[1] - 90
        for paragraph in paragraphs:
            font = "Times-Roman" if " " in paragraph else "Times-Bold"
            canvas.setFont(font, SIZE)
            for line in wrapped(paragraph, font):
                canvas.drawString(72, y, line)
                y -= LEADING
            y -= LEADING
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def wrapped(text: str, font: str) -> list[str]:
    lines = [""]
    for word in text.replace("’", "'").split():
        longer = f"{lines[-1]} {word}".strip()
        if stringWidth(longer, font, SIZE) > WIDTH:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def hand_in(by: User, pages: tuple[tuple[str, ...], ...] = PAGES) -> Bulletin:
    content = pdf(pages)
    received = bulletins.receive(
        ContentFile(content), filename="2020-01.pdf", by=by, now=NOW, max_bytes=len(content) + 1
    )
    extraction.run(received.bulletin.pk)
    return Bulletin.objects.get(pk=received.bulletin.pk)
