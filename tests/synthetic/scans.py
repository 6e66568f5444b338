"""A printed bulletin as a scanner gives it: pictures of pages, turned a little, blurred, grainy, without text.

scanned(pdf, seed=3)                     200 dots per inch, as offices scan
scanned(pdf, seed=3, quality=POOR)       150, more noise, uneven light, hard compression
"""

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter


@dataclass(frozen=True)
class Quality:
    """`tilt` in degrees and `noise` of 255 are the most that a page gets; `blur` is a radius in pixels."""

    dpi: int = 200
    tilt: float = 0.8
    blur: float = 0.6
    noise: float = 8.0
    shade: float = 0.0
    jpeg: int = 75
    sideways: int = 0  # quarter turns of the sheet on the glass


OFFICE = Quality()
CLEAN = Quality(dpi=300, tilt=0.2, blur=0.4, noise=3.0, jpeg=90)
POOR = Quality(dpi=150, tilt=2.0, blur=0.7, noise=14.0, shade=0.25, jpeg=45)


def scanned(pdf: bytes, *, seed: int, quality: Quality = OFFICE) -> bytes:
    """The same pages as pictures."""
    pages = list(_pages(pdf, random.Random(seed), quality))  # noqa: S311 - a test scan, no secret
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=quality.dpi, quality=quality.jpeg)
    return out.getvalue()


def _pages(pdf: bytes, rng: random.Random, quality: Quality) -> Iterator[Image.Image]:
    document = pdfium.PdfDocument(pdf)
    for page in document:
        image = page.render(scale=quality.dpi / 72, grayscale=True).to_pil().convert("L")
        image = image.rotate(rng.uniform(-quality.tilt, quality.tilt), Image.Resampling.BICUBIC, fillcolor=255)
        image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 1.0) * quality.blur))
        if quality.sideways:
            image = image.rotate(90 * quality.sideways, expand=True)
        yield _grainy(image, np.random.default_rng(rng.randrange(2**32)), quality)
    document.close()


def _grainy(image: Image.Image, rng: np.random.Generator, quality: Quality) -> Image.Image:
    light = np.asarray(image, dtype=np.float32)
    across = np.linspace(1.0, 1.0 - quality.shade, light.shape[1], dtype=np.float32)
    light = light * across * 0.97 + rng.normal(0.0, quality.noise, light.shape)
    specks = rng.random(light.shape) < 0.00002 * quality.noise
    light[specks] = 40.0
    return Image.fromarray(np.clip(light, 0, 255).astype(np.uint8))
