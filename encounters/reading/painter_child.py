"""The process in which pages are drawn: `python -m encounters.reading.painter_child`. See `painter.py`.

    {"path": "/data/files/a.pdf", "number": 1, "width": 960}        a line on standard input
    {"picture": "UklGR...", "media_type": "image/webp"}             a line on standard output, or
    {"error": "Its contents are damaged."}

It ends when its standard input does, so it does not outlive whoever started it.
"""

import base64
import json
import resource
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from . import images
from .errors import PageUnreadable, UnreadableBulletin

MEMORY_MB = 1_024
"""Of address space: the largest picture of `images.MOST_PIXELS` takes 200."""


def main() -> None:
    for what, most in ((resource.RLIMIT_AS, MEMORY_MB * 1024 * 1024), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):  # a platform without this limit, or a lower one already set
            resource.setrlimit(what, (most, most))
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(json.loads(line))) + "\n")
        sys.stdout.flush()


def answer(job: dict[str, Any]) -> dict[str, str]:
    try:
        drawn = images.render(Path(job["path"]), job["number"], width=job["width"], kind="webp")
    except UnreadableBulletin as error:
        return {"error": error.message}
    except PageUnreadable as error:
        return {"error": error.reason}
    except MemoryError:
        return {"error": "Drawing it took too much memory."}
    return {"picture": base64.b64encode(drawn.data).decode(), "media_type": drawn.media_type}


if __name__ == "__main__":
    main()
