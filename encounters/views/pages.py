"""The picture of a page."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from encounters.actions import page_images
from encounters.models import Bulletin, Page
from encounters.reading.painter import Busy

from .access import members_only

FOR_EVER = "private, max-age=31536000, immutable"
SHORTLY = "private, max-age=60"


@require_safe
@members_only
def page_image(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """The page as a picture, `?width=` pixels wide or a little more; a drawing of its words where there is none.

    Who asks ahead of need (`X-Ahead`) is answered 202 while the painter has others to serve: no thread waits for them.
    """
    bulletin = get_object_or_404(Bulletin.objects.only("sha256", "page_count"), pk=pk)
    width = page_images.snapped(_whole(request.GET.get("width"), page_images.DEFAULT_WIDTH))
    etag = f'"{bulletin.sha256[:16]}-{number}-{width}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged:
        unchanged["Cache-Control"] = FOR_EVER
        return unchanged
    try:
        data, media_type = page_images.image(bulletin, number, width, patient="X-Ahead" not in request.headers)
    except Busy:
        return HttpResponse(status=202, headers={"Cache-Control": "no-store"})
    except page_images.NoSuchPage as error:
        raise Http404(str(error)) from error
    except page_images.NotDrawable:
        return drawn_words(request, bulletin, number)
    return HttpResponse(data, content_type=media_type, headers={"Cache-Control": FOR_EVER, "ETag": etag})


def drawn_words(request: HttpRequest, bulletin: Bulletin, number: int) -> HttpResponse:
    """A page that cannot be drawn, as the words that were read from it, in their places."""
    page = Page.objects.filter(bulletin=bulletin, number=number).first()
    response = render(request, "encounters/page.svg", {"page": page, "number": number}, content_type="image/svg+xml")
    response["Cache-Control"] = SHORTLY
    return response


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise
