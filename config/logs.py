"""What the logs leave out."""

import structlog
from structlog.typing import EventDict, WrappedLogger


def without_health(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:  # noqa: ARG001 - structlog's
    """Monitors ask for `/healthz` every few seconds; the answer is theirs, not the log's."""
    if str(event.get("request", "")).endswith(" /healthz"):
        raise structlog.DropEvent
    return event
