"""The same study in Taguette: what opening an interview, the excerpts of a code and their export cost its server.

Used by `workbench.py`, which writes the study's texts and excerpts; Taguette's own server then answers in an
environment that is thrown away. What a browser asks for at each act is asked here, in one process, by processor time.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from http.cookiejar import CookieJar
from itertools import accumulate
from pathlib import Path

VERSION = "1.5.2"
PORT = 8187
TABLES = """CREATE TABLE texts (id INTEGER PRIMARY KEY, name TEXT, text TEXT);
CREATE TABLE marks (text INTEGER, start INTEGER, "end" INTEGER, code TEXT, quote TEXT);"""


def write_study(path: Path, texts: dict[int, str], marks: list[tuple[int, int, int, str]]) -> None:
    """Write texts by their number, and excerpts (text, start, end, code) in code points, for Taguette: in bytes."""
    bytes_before: dict[str, list[int]] = {}
    for text in set(texts.values()):
        bytes_before[text] = [0, *accumulate(len(letter.encode()) for letter in text)]
    with sqlite3.connect(path) as made:
        made.executescript(TABLES)
        made.executemany("INSERT INTO texts VALUES (?, ?, ?)", ((one, f"I{one}", text) for one, text in texts.items()))
        rows = ((texts[one], one, start, end, code) for one, start, end, code in marks)
        made.executemany(
            "INSERT INTO marks VALUES (?, ?, ?, ?, ?)",
            (
                (one, bytes_before[text][start], bytes_before[text][end], code, text[start:end])
                for text, one, start, end, code in rows
            ),
        )


def measure_taguette(folder: Path, study: Path, document: int, code: str) -> dict[str, float]:
    """Return the milliseconds by what was done; empty when Taguette cannot be installed."""
    python = install(folder)
    if python is None:
        return {}
    # What stands above is all that it imports: its environment has nothing else of this project.
    run = [python, __file__, str(study), str(folder / "taguette.sqlite3"), str(document), code]
    done = subprocess.run(run, capture_output=True, text=True, check=False, env={**os.environ, "DATABASE_URL": ""})
    if done.returncode:
        print(f"Taguette: {(done.stderr.strip().splitlines() or ['no answer'])[-1]}")
        return {}
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def install(folder: Path) -> str | None:
    """Return the interpreter of a fresh environment that has Taguette; None when it cannot be installed."""
    here = Path(__file__).parent.parent / ".uv" / "bin" / "uv"
    uv = shutil.which("uv") or (str(here) if here.exists() else None)
    if uv is None:
        return None
    python = str(folder / "environment" / "bin" / "python")
    for run in (
        [uv, "venv", "--quiet", "--python", sys.executable, str(folder / "environment")],
        [uv, "pip", "install", "--quiet", "--python", python, f"taguette=={VERSION}", "setuptools<80"],
    ):
        # Not from this project's folder, whose versions are pinned.
        done = subprocess.run(run, capture_output=True, text=True, check=False, cwd=folder)
        if done.returncode:
            print(f"Taguette: {(done.stderr.strip().splitlines() or ['not installed'])[-1]}")
            return None
    return python


def fill_taguette(study: str, database: str) -> None:
    """Put a study into the tables that Taguette has made."""
    with sqlite3.connect(database) as made:
        made.execute("ATTACH ? AS given", (study,))
        now = "2026-01-01 00:00:00"
        made.execute("INSERT INTO users (login, created, disabled) VALUES ('admin', ?, 0)", (now,))
        made.execute("INSERT INTO projects (id, name, description, created) VALUES (1, 'Large', '', ?)", (now,))
        made.execute("INSERT INTO project_members VALUES (1, 'admin', 'ADMIN')")
        made.execute(
            """INSERT INTO documents (id, name, description, filename, created, project_id, text_direction, contents)
            SELECT id, name, '', name, ?, 1, 'LEFT_TO_RIGHT', '<p>' || text || '</p>' FROM given.texts""",
            (now,),
        )
        made.execute(
            """INSERT INTO tags (project_id, path, description)
            SELECT DISTINCT 1, code, '' FROM given.marks ORDER BY code"""
        )
        made.execute(
            """INSERT INTO highlights (id, document_id, start_offset, end_offset, snippet)
            SELECT rowid, text, start, "end", quote FROM given.marks"""
        )
        made.execute(
            """INSERT INTO highlight_tags (highlight_id, tag_id)
            SELECT marks.rowid, tags.id FROM given.marks JOIN tags ON tags.path = marks.code"""
        )


def run_taguette(study: str, database: str, document: int, code: str) -> dict[str, float]:
    """Return what each act costs, in this process, which has Taguette."""
    from taguette import database as tables
    from taguette.main import DEFAULT_CONFIG
    from taguette.web import make_app
    from tornado.ioloop import IOLoop

    address = f"sqlite:///{database}"
    tables.connect(address)
    fill_taguette(study, database)
    config = {
        **DEFAULT_CONFIG,
        "MULTIUSER": False,
        "DOMAIN": f"localhost:{PORT}",
        "DATABASE": address,
        "SECRET_KEY": "only for this benchmark",
        "TOS_FILE": None,
        "COOKIES_PROMPT": False,
        "SQLITE3_IMPORT_ENABLED": False,
        "HTML_OUT_SIZE_LIMIT": 1 << 30,
    }
    app = make_app(config)
    app.listen(PORT, address="127.0.0.1")
    loop, found = IOLoop.current(), {}

    def look() -> None:
        try:
            found.update(ask_taguette(app.single_user_token, document, code))
        finally:
            loop.add_callback(loop.stop)

    # Its server takes signals, which only the main thread may.
    threading.Thread(target=look, daemon=True).start()
    loop.start()
    return found


def ask_taguette(token: str, document: int, code: str) -> dict[str, float]:
    """Return what each act costs, asked as its pages ask."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    base = f"http://127.0.0.1:{PORT}"
    browser.open(f"{base}/?token={token}").read()

    def ask(*paths: str) -> float:
        start = time.process_time()
        for path in paths:
            browser.open(f"{base}{path}").read()
        return 1000 * (time.process_time() - start)

    api = f"/api/project/1/document/{document}"
    return {
        "open an interview": min(ask(f"/project/1/document/{document}", api, f"{api}/contents") for _ in range(2)),
        "excerpts of one code, first page": min(ask(f"/api/project/1/highlights/{code}") for _ in range(2)),
        "excerpts of one code, all, as CSV": ask(f"/project/1/export/highlights/{code}.csv"),
    }


if __name__ == "__main__":
    print(json.dumps(run_taguette(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])))
