"""When the database is locked, full or away: what happened, what was not saved, what to do."""

import errno
import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from samverkan.domain.words import Text, say
from samverkan.web.shell.asking import is_htmx
from samverkan.web.shell.sent import Sent, read_sent
from samverkan.web.shell.words import read


class Trouble(StrEnum):
    """Why the workbench cannot answer now though nothing is wrong with what was asked."""

    LOCKED = "locked"
    FULL = "full"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Advice:
    """The status of the answer, after how many seconds it is worth trying again, and the words."""

    status: int
    seconds: int
    title: Text
    what: Text
    to_do: Text


ADVICE: Final = {
    Trouble.LOCKED: Advice(
        503,
        5,
        say("The workbench is busy"),
        say("Something else has held the database for a long while, such as a back-up being put back."),
        say("Wait a moment, then try again."),
    ),
    Trouble.FULL: Advice(
        507,
        30,
        say("The disk is full"),
        say("The disk of the workbench is full. What was saved before is safe, but nothing new can be saved."),
        say("Ask who looks after the workbench to make room, then try again."),
    ),
    Trouble.AWAY: Advice(
        503,
        10,
        say("The database does not answer"),
        say("The workbench cannot reach its database just now."),
        say("Wait a moment, then try again. Tell who looks after the workbench if it goes on."),
    ),
}
NOT_SAVED: Final = say("What you sent has not been saved.")
SAFE: Final = {"GET", "HEAD", "OPTIONS"}
SQLITE: Final = {
    sqlite3.SQLITE_BUSY: Trouble.LOCKED,
    sqlite3.SQLITE_LOCKED: Trouble.LOCKED,
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_IOERR: Trouble.AWAY,
    sqlite3.SQLITE_CANTOPEN: Trouble.AWAY,
}
POSTGRESQL: Final = {
    "53100": Trouble.FULL,
    "55P03": Trouble.LOCKED,
    "40P01": Trouble.LOCKED,
    "40001": Trouble.LOCKED,
    "57014": Trouble.LOCKED,
}
PRIMARY: Final = 0xFF
"""SQLite's extended codes keep the code that they extend in the lowest eight bits."""


def find_trouble(error: BaseException | None) -> Trouble | None:
    """Return what keeps the workbench from answering; None when the error is something else."""
    if isinstance(error, OSError):
        return Trouble.FULL if error.errno in {errno.ENOSPC, errno.EDQUOT} else None
    if not isinstance(error, OperationalError):
        return None
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        # Without a known code it is a mistake of ours, such as a column that is not there.
        return SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & PRIMARY)
    return POSTGRESQL.get(getattr(cause, "sqlstate", None) or "", Trouble.AWAY)


def answer_trouble(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """Return a page that needs neither database nor session, with what was typed on it; JSON for a script."""
    advice = ADVICE[trouble]
    is_sent = request.method not in SAFE
    words = [read(advice.what), read(NOT_SAVED) if is_sent else "", read(advice.to_do)]
    said = " ".join(word for word in words if word)
    answer: HttpResponse
    if is_htmx(request):
        answer = JsonResponse({"said": said, "trouble": trouble.value}, status=advice.status)
    else:
        values = {"title": read(advice.title), "what": said, "status": advice.status, "sent": _sent(request, is_sent)}
        answer = HttpResponse(render_to_string("shell/broken.html", values), status=advice.status)
    answer["Retry-After"] = str(advice.seconds)
    answer["Cache-Control"] = "no-store"
    return answer


def _sent(request: HttpRequest, is_sent: bool) -> tuple[Sent, ...]:
    try:
        return read_sent(request) if is_sent else ()
    except OSError:
        # Reading a form with files needs room on the disk too.
        return ()
