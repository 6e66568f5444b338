"""The functions of PDFium that are called here, bound straight to the library that pypdfium2 ships.

pypdfium2's own bindings declare every function of PDFium, which costs each process 50 ms; these cost 3 ms.
Handles are opaque addresses, None where PDFium gives none.
"""

import ctypes
import sys
from importlib.util import find_spec
from pathlib import Path

FORMAT_ERROR, PASSWORD_ERROR, SECURITY_ERROR = 3, 4, 5
TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
PICTURES = (PATH, IMAGE, SHADING, FORM)
"""Types of page objects that may show text without being text."""
GRAY, BGR = 1, 2
RENDER_ANNOTATIONS = 0x01
RENDER_GRAY = 0x08

_int, _float, _handle, _text = ctypes.c_int, ctypes.c_float, ctypes.c_void_p, ctypes.c_char_p
_address = ctypes.c_void_p

Byte = ctypes.c_ubyte
address_of = ctypes.addressof

FUNCTIONS = {
    "FPDF_InitLibrary": (None, ()),
    "FPDF_LoadDocument": (_handle, (_text, _text)),
    "FPDF_LoadMemDocument64": (_handle, (_text, ctypes.c_size_t, _text)),
    "FPDF_CloseDocument": (None, (_handle,)),
    "FPDF_GetLastError": (ctypes.c_ulong, ()),
    "FPDF_GetPageCount": (_int, (_handle,)),
    "FPDF_LoadPage": (_handle, (_handle, _int)),
    "FPDF_ClosePage": (None, (_handle,)),
    "FPDF_GetPageWidthF": (_float, (_handle,)),
    "FPDF_GetPageHeightF": (_float, (_handle,)),
    "FPDF_GetPageBoundingBox": (_int, (_handle, _address)),
    "FPDFPage_GetRotation": (_int, (_handle,)),
    "FPDFPage_CountObjects": (_int, (_handle,)),
    "FPDFPage_GetObject": (_handle, (_handle, _int)),
    "FPDFPageObj_GetType": (_int, (_handle,)),
    "FPDFPageObj_GetBounds": (_int, (_handle, _address, _address, _address, _address)),
    "FPDFPageObj_CountMarks": (_int, (_handle,)),
    "FPDFPageObj_GetMark": (_handle, (_handle, ctypes.c_ulong)),
    "FPDFPageObjMark_GetName": (_int, (_handle, _address, ctypes.c_ulong, _address)),
    "FPDFPath_GetDrawMode": (_int, (_handle, _address, _address)),
    "FPDFFormObj_CountObjects": (_int, (_handle,)),
    "FPDFFormObj_GetObject": (_handle, (_handle, ctypes.c_ulong)),
    "FPDFPage_GetAnnotCount": (_int, (_handle,)),
    "FPDFPage_GetAnnot": (_handle, (_handle, _int)),
    "FPDFPage_CloseAnnot": (None, (_handle,)),
    "FPDFAnnot_GetSubtype": (_int, (_handle,)),
    "FPDFAnnot_GetRect": (_int, (_handle, _address)),
    "FPDFText_LoadPage": (_handle, (_handle,)),
    "FPDFText_ClosePage": (None, (_handle,)),
    "FPDFText_CountChars": (_int, (_handle,)),
    "FPDFText_GetText": (_int, (_handle, _int, _int, _address)),
    "FPDFText_GetUnicode": (ctypes.c_uint, (_handle, _int)),
    "FPDFText_GetLooseCharBox": (_int, (_handle, _int, _address)),
    "FPDFText_GetFontSize": (ctypes.c_double, (_handle, _int)),
    "FPDFText_GetCharAngle": (_float, (_handle, _int)),
    "FPDFBitmap_CreateEx": (_handle, (_int, _int, _int, _address, _int)),
    "FPDFBitmap_Destroy": (None, (_handle,)),
    "FPDF_RenderPageBitmap": (None, (_handle, _handle, _int, _int, _int, _int, _int, _int)),
}


class Handle(ctypes.c_void_p):
    """An address that stays a `c_void_p` when a function gives it: ctypes makes a number of any other."""


class Rectangle(ctypes.Structure):
    """FS_RECTF: a rectangle in the page's own space, where y grows upwards."""

    _fields_ = (("left", _float), ("top", _float), ("right", _float), ("bottom", _float))


def _library_path() -> Path:
    spec = find_spec("pypdfium2_raw")
    names = {"win32": "pdfium.dll", "darwin": "libpdfium.dylib"}
    if spec is None or not spec.submodule_search_locations:
        raise ImportError("pypdfium2 is not installed")
    return Path(spec.submodule_search_locations[0]) / names.get(sys.platform, "libpdfium.so")


def load() -> ctypes.CDLL:
    """PDFium, ready for use, with the functions above declared."""
    library = ctypes.CDLL(str(_library_path()))
    for name, (result, arguments) in FUNCTIONS.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    library.FPDF_InitLibrary()
    return library


def at(handle: int) -> "ctypes._CArgObject":
    """A handle that is made ready once for many calls of the functions below; ctypes does so for each `c_void_p`."""
    return ctypes.byref(ctypes.c_char.from_address(handle))


pdfium = load()

_quick = ctypes.PyDLL(str(_library_path()))
"""The library once more, for calls by the thousand: they take an `at` and a `byref`, which need no conversion, and keep
the interpreter's lock. So a call takes a quarter of the time."""

loose_box = _quick["FPDFText_GetLooseCharBox"]
loose_box.restype = None
page_object = _quick["FPDFPage_GetObject"]
page_object.restype = Handle
object_type = _quick["FPDFPageObj_GetType"]
render_mode = _quick["FPDFTextObj_GetTextRenderMode"]
fill_colour = _quick["FPDFPageObj_GetFillColor"]
