"""The log as lines of JSON. They say where an error came from, not what it was about: that may be article text."""

from __future__ import annotations

import datetime as dt
import json
import logging
import traceback

REQUESTS = logging.getLogger("pullquote.requests")
"""A line for every request."""


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record; of an exception its kind and where it was raised, without its words."""
        line: dict[str, object] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            line["raised"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(line, ensure_ascii=False)


def log_as_json() -> None:
    """Let this process write its log so, to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    REQUESTS.setLevel(logging.INFO)


def log_request(method: str, route: str, status: int, seconds: float) -> None:
    """Write a line for a request; the route is its pattern, without what was in it."""
    facts = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
    REQUESTS.info("request", extra={"facts": facts})
