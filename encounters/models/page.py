"""A page of a bulletin: its size, its words with their places, and what each word turned out to be."""

from typing import cast

from django.db import models

from encounters.extraction.layout import Box, PageLayout, Source, Word

from .bulletin import Bulletin


class Page(models.Model):
    bulletin = models.ForeignKey(Bulletin, on_delete=models.PROTECT, related_name="pages")
    number = models.PositiveIntegerField()
    width = models.FloatField()
    height = models.FloatField()
    source = models.CharField(max_length=16)
    """Which reader gave the words: pdfium, pdfplumber or ocr."""
    words = models.JSONField()
    """`[[text, x0, top, x1, bottom, confidence], ...]`, PDF points from the top left, in the order of the file."""
    kinds = models.JSONField()
    """One `WordKind` for each of `words`."""

    class Meta:
        ordering = ["bulletin_id", "number"]
        constraints = [models.UniqueConstraint(fields=["bulletin", "number"], name="page_number_once")]

    def __str__(self) -> str:
        return f"{self.bulletin}, page {self.number}"

    @staticmethod
    def words_of(layout: PageLayout) -> list[list[str | float]]:
        """The stored form of a layout's words; a tenth of a point is finer than any screen shows."""
        return [
            [
                w.text,
                *(round(edge, 1) for edge in (w.box.x0, w.box.top, w.box.x1, w.box.bottom)),
                round(w.confidence, 3),
            ]
            for w in layout.words
        ]

    @property
    def layout(self) -> PageLayout:
        words = tuple(Word(text, Box(self.number, *edges), confidence) for text, *edges, confidence in self.words)
        return PageLayout(self.number, self.width, self.height, words, cast(Source, self.source))
