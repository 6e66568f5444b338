"""Pixels of an open page, by PDFium."""

from . import binding


def gray(page: int, width: int, height: int) -> tuple[bytearray, int]:
    """The page as displayed on white, a byte for each pixel, and the bytes of a row. Raises `MemoryError`."""
    return drawn(page, width, height, colour=False)


def drawn(page: int, width: int, height: int, *, colour: bool) -> tuple[bytearray, int]:
    """The same, or in three bytes for each pixel: blue, green, red."""
    library = binding.pdfium
    channels = 3 if colour else 1
    stride = (width * channels + 3) // 4 * 4
    pixels = bytearray(b"\xff") * (stride * height)
    buffer = (binding.Byte * len(pixels)).from_buffer(pixels)
    kind, flags = (binding.BGR, 0) if colour else (binding.GRAY, binding.RENDER_GRAY)
    bitmap = library.FPDFBitmap_CreateEx(width, height, kind, binding.address_of(buffer), stride)
    if not bitmap:
        raise MemoryError
    try:
        library.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags | binding.RENDER_ANNOTATIONS)
    finally:
        library.FPDFBitmap_Destroy(bitmap)
    return pixels, stride
