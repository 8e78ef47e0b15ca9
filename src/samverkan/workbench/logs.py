"""Logs without personal data: what was logged and where, never the values that filled the message."""

import json
import logging
import traceback
from datetime import UTC, datetime

OWN_VALUES = ("study", "job", "run", "seconds", "count")
"""Values that our own code may add with `extra=`: numbers and short names, no words of people."""


class JsonFormatter(logging.Formatter):
    """One JSON object per line. An exception is told by its class and its places; its words may quote somebody."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "what": str(record.msg),
        }
        line |= {name: record.__dict__[name] for name in OWN_VALUES if name in record.__dict__}
        line |= _tell_request(record)
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            line["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(line, ensure_ascii=False)


def _tell_request(record: logging.LogRecord) -> dict[str, object]:
    """Return the answer's status, and which page was asked for by its name in our code: an address may hold words."""
    request = getattr(record, "request", None)
    told = {
        "status": getattr(record, "status_code", None),
        "method": getattr(request, "method", None),
        "page": getattr(getattr(request, "resolver_match", None), "view_name", None),
    }
    return {name: value for name, value in told.items() if value}
