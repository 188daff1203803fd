"""Log events, one a line, as text or JSON, with nothing in them that identifies a person.

Log ids, never the text of a message. What slips through is masked
(security/masking.py): in our lines, in those of the libraries, and in tracebacks.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, Literal, TextIO

import gevent
import structlog
from structlog.typing import Processor

from agent_desk.security.masking import mask_traceback, mask_values
from agent_desk.server.log_limit import LogLimit
from agent_desk.settings.desk import LOG_LINES_PER_MINUTE

# The log itself writes these, and they are full of digits.
UNMASKED = frozenset({"timestamp", "level", "logger"})

# These log every request or frame. The two servers' loggers are named in full, because each
# adds a handler of its own, to stderr, unless its level is set; their warnings repeat what
# strangers sent.
QUIET = {
    "engineio.server": logging.ERROR,
    "socketio.server": logging.ERROR,
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "alembic": logging.WARNING,
    "werkzeug": logging.WARNING,
}


logger = structlog.get_logger(__name__)


class BoundedHandler(logging.StreamHandler[TextIO]):
    """Writes as many lines of one kind as ``limit`` allows. Never raises, whatever the disk does.

    What it does not write it counts, and ``report`` logs the counts.
    """

    def __init__(self, stream: TextIO, limit: LogLimit) -> None:
        super().__init__(stream)
        self.addFilter(limit.allows)
        self._limit = limit
        self._lost = 0
        self._why = ""

    def handleError(self, record: logging.LogRecord) -> None:
        # The method of the library prints the line's arguments, and nobody has masked those.
        self._lost += 1
        self._why = type(sys.exception()).__name__

    def report(self, *, at_the_end: bool = False) -> None:
        for kind, lines in self._limit.left_out(all_windows=at_the_end).items():
            logger.warning("log_lines_left_out", of=kind, lines=lines)
        lost = self._lost
        if lost:
            logger.error("log_lines_lost", lines=lost, why=self._why)
            if self._lost == lost:  # else this line was lost too
                self._lost = 0


def report_left_out(*, at_the_end: bool = False) -> None:
    """Logs how many lines were not written: too many of one kind, or the disk was full.

    ``at_the_end``: also of the kinds whose minute is not over.
    """
    for handler in logging.getLogger().handlers:
        if isinstance(handler, BoundedHandler):
            handler.report(at_the_end=at_the_end)


def set_up_logging(
    log_format: Literal["text", "json"],
    *,
    lines_per_minute: int = LOG_LINES_PER_MINUTE,
    stream: TextIO | None = None,
) -> None:
    """Makes structlog and the standard logging write to ``stream``, by default stderr."""
    renderer: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    before: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*before, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = BoundedHandler(stream or sys.stderr, LogLimit(lines_per_minute))
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=before,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                mask_processor,
                renderer,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name, level in QUIET.items():
        logging.getLogger(name).setLevel(level)


def mask_processor(
    _logger: Any, _method: str, line: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Clips and masks every text of a line, also its traceback."""
    for key, value in line.items():
        if key == "exception":
            line[key] = mask_traceback(value)
        elif key not in UNMASKED:
            line[key] = mask_values(value)
    return line


def log_greenlet_errors() -> None:
    """Sends errors that end a greenlet or a request of gevent's server to our log.

    gevent itself prints them to stderr, with the request's content. Must be called
    on the thread whose event loop serves.
    """

    def print_exception(_context: Any, kind: Any, error: Any, _traceback: Any) -> None:
        log = structlog.get_logger(__name__)
        log.error("greenlet_failed", kind=getattr(kind, "__name__", "?"), exc_info=error)

    gevent.get_hub().print_exception = print_exception


def server_log_options() -> dict[str, None]:
    """Arguments for gevent's WSGIServer that switch its own logs off.

    Its access log holds URLs, and so what people typed. Its error log holds the
    raw bytes of malformed requests; after a WebSocket has closed, these are frames
    with messages in them.
    """
    return {"log": None, "error_log": None}
