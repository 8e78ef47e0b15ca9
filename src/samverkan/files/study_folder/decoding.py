"""From the bytes of a table to its records: encoding, delimiter and header."""

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from samverkan.domain.errors import suggest
from samverkan.domain.words import Text, say
from samverkan.files.study_folder.readings import CellError

COMMA = ","
DELIMITERS = {COMMA: say("a comma"), ";": say("a semicolon"), "\t": say("a tab"), "|": say("a bar")}
OLD_ENCODINGS = ("cp1252", "mac_roman", "cp850")
SWEDISH_LETTERS = frozenset("åäöÅÄÖéÉüÜ–—”’…§½°")
HEADER_LENGTH = 20_000
MISSPELT = 0.8
"""From this likeness on, a column that we do not know is taken for a misspelling of one that is absent."""


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a table below its header. `numbers` are the rows as a spreadsheet counts them."""

    header: tuple[str, ...]
    header_row: int
    rows: tuple[Sequence[str], ...]
    numbers: tuple[int, ...]
    delimiter: str = COMMA
    notes: tuple[Text, ...] = ()


class RowError(CellError):
    """A row cannot be read as a row of the table at all."""

    def __init__(self, text: Text, row: int) -> None:
        super().__init__(text)
        self.row = row


def decode(content: bytes) -> tuple[str, Text | None]:
    """Return the text of a table, with a note when it is not plain UTF-8; CellError when it cannot be told."""
    if content.startswith(b"\xef\xbb\xbf"):
        return _decode_as(content, "utf-8-sig"), say("the file begins with a byte-order mark, which is left out.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode_as(content, "utf-16"), _encoding_note("UTF-16")
    if content[:200].count(0) > len(content[:200]) // 4:
        name = "utf-16-le" if content[1:2] == b"\x00" else "utf-16-be"
        return _decode_as(content, name), _encoding_note("UTF-16")
    try:
        return content.decode("utf-8"), None
    except UnicodeDecodeError:
        return _decode_old(content)


def _decode_as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise CellError(_cannot_tell()) from error


def _decode_old(content: bytes) -> tuple[str, Text]:
    scores: dict[str, float] = {}
    for encoding in OLD_ENCODINGS:
        try:
            odd = [letter for letter in content.decode(encoding) if letter > "\x7f"]
        except UnicodeDecodeError:
            continue
        scores[encoding] = sum(letter in SWEDISH_LETTERS for letter in odd) / len(odd)
    best = [encoding for encoding in scores if scores[encoding] == max(scores.values())]
    if len(best) != 1 or scores[best[0]] < 0.5:
        raise CellError(_cannot_tell())
    return content.decode(best[0]), _encoding_note(best[0])


def _encoding_note(encoding: str) -> Text:
    return say("the file is in {encoding} and is read as such. Tables are written in UTF-8.", encoding=encoding)


def _cannot_tell() -> Text:
    return say("the file is not UTF-8, and its encoding cannot be told. Save it as CSV in UTF-8.")


def read_records(text: str, known: Collection[str]) -> Records:
    """Return the header and the records; RowError when the text is not a table."""
    delimiter = find_delimiter(text, known)
    rows: list[Sequence[str]] = []
    numbers: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 0
    try:
        for row, cells in enumerate(reader, 1):
            if any(cells):
                rows.append(cells)
                numbers.append(row)
    except csv.Error as error:
        raise RowError(
            say('the quotes of a cell here are not closed or stand in its middle. Write " inside a cell as "".'),
            row + 1,
        ) from error
    if not rows:
        raise RowError(
            say("the table is empty: it has no header. Write its columns: {columns}.", columns=", ".join(known)), 1
        )
    between = DELIMITERS[delimiter]
    note = say("{delimiter} stands between the columns. Tables are written with a comma.", delimiter=between)
    notes = () if delimiter == COMMA else (note,)
    return Records(tuple(rows[0]), numbers[0], tuple(rows[1:]), tuple(numbers[1:]), delimiter, notes)


def find_delimiter(text: str, known: Collection[str]) -> str:
    """Return the delimiter that gives the header most of the columns we know; a comma when none gives more."""
    top = text[:HEADER_LENGTH]
    found = {delimiter: _count_known(top, delimiter, known) for delimiter in DELIMITERS}
    return max(found, key=lambda delimiter: (found[delimiter], delimiter == COMMA))


def _count_known(text: str, delimiter: str, known: Collection[str]) -> int:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = next((cells for cells in reader if any(cells)), [])
    except csv.Error:
        return 0
    return len({_fold(name) for name in header} & set(known))


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a file by their standard names, what was noted, and what is wrong."""

    names: tuple[str, ...]
    notes: tuple[Text, ...] = ()
    errors: tuple[tuple[str | None, Text], ...] = ()


def read_header(cells: Sequence[str], known: Sequence[str], required: Collection[str]) -> Header:
    """Return the columns' standard names; spaces and capitals in a known name are mended, with a note."""
    names = [_fold(cell) if _fold(cell) in known else unicodedata.normalize("NFC", cell.strip()) for cell in cells]
    mended = [(cell, name) for cell, name in zip(cells, names, strict=True) if cell != name and name]
    notes = [say('column "{found}" is read as "{standard}".', found=cell, standard=name) for cell, name in mended]
    if not set(names) & set(known):
        return Header(tuple(names), errors=((None, _no_header(known)),))
    errors = [(name, _twice(name)) for name, count in Counter(names).items() if name and count > 1]
    absent = [name for name in known if name not in names]
    misspelt = {own: near for own in names if own and own not in known and (near := _near(own, absent))}
    errors += [(own, _misspelt(own, near)) for own, near in misspelt.items()]
    missing = [name for name in absent if name in required and name not in misspelt.values()]
    errors += [(name, _missing(name, [own for own in names if own not in known])) for name in missing]
    return Header(tuple(names), tuple(notes), tuple(errors))


def _fold(name: str) -> str:
    return "_".join(name.strip().casefold().replace("-", " ").split())


def _near(own: str, absent: Sequence[str]) -> str | None:
    if any(own.startswith(f"{name}_") for name in absent):
        return None
    likeness = {name: SequenceMatcher(None, own.casefold(), name).ratio() for name in absent}
    best = max(likeness, key=lambda name: likeness[name], default=None)
    return best if best is not None and likeness[best] >= MISSPELT else None


def _no_header(known: Sequence[str]) -> Text:
    return say(
        "the header is missing: the first row names none of the columns of this table. "
        "Put these names in the first row: {columns}.",
        columns=", ".join(known),
    )


def _twice(name: str) -> Text:
    return say('column "{name}" stands more than once. Remove or rename one of them.', name=name)


def _misspelt(own: str, near: str) -> Text:
    return say(
        'column "{found}" is not one of this table\'s. Did you mean "{near}"? Rename it; '
        'if it is a column of your own, add an empty column "{near}" as well.',
        found=own,
        near=near,
    )


def _missing(name: str, own: Sequence[str]) -> Text:
    return say('column "{name}" is missing. Add it.{suggestion}', name=name, suggestion=suggest(name, own))
