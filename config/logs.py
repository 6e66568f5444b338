"""Logs: one line of JSON a record in production, plain text on one machine, and what they leave out."""

from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger


def without_health(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:  # noqa: ARG001 - structlog's
    """Monitors ask for `/healthz` every few seconds; the answer is theirs, not the log's."""
    if str(event.get("request", "")).endswith(" /healthz"):
        raise structlog.DropEvent
    return event


PROCESSORS: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    without_health,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.format_exc_info,
]


def configured(*, level: str, plain: bool) -> dict[str, Any]:
    """Set structlog up, and give Django's `LOGGING`; `plain` text, else JSON."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *PROCESSORS,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer = structlog.dev.ConsoleRenderer(colors=False) if plain else structlog.processors.JSONRenderer()
    line = {"()": structlog.stdlib.ProcessorFormatter, "processor": renderer, "foreign_pre_chain": PROCESSORS}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": line},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"level": "WARNING"},
            "django.request": {"level": "CRITICAL"},  # django_structlog says it, with who and which request
            "pdfminer": {"level": "ERROR"},
        },
    }
