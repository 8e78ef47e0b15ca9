"""Lists that sort, filter and turn pages on the server, from frozen values; all of it stands in the address."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from samverkan.domain.words import Text, has_words, swedish_order
from samverkan.web.shell.asking import page_of
from samverkan.web.shell.words import read

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its key in the address, its heading, and what it sorts and filters by.

    By long words, such as a quote, nobody sorts: there `is_sorted` is false.
    """

    key: str
    heading: Text
    value: Callable[[Any], Any]
    is_number: bool = False
    is_sorted: bool = True


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list as a template needs it.

    `asked` is what else stands in the address and is kept. `address` gives where the head of a row leads, if anywhere.
    `prefix` stands before the names in the address, where a page has another list.
    """

    columns: tuple[Column, ...]
    rows: tuple[Any, ...]
    count: int
    total: int
    sort: str
    words: str
    page: int
    pages: int
    asked: Mapping[str, str]
    address: Callable[[Any], str] | None = None
    prefix: str = ""

    @property
    def cells(self) -> tuple[tuple[str, tuple[tuple[Column, Any], ...]], ...]:
        """The rows as (address, (column, value) pairs), for tables with nothing but values in them."""
        return tuple(
            (
                self.address(row) if self.address else "",
                tuple((column, column.value(row)) for column in self.columns),
            )
            for row in self.rows
        )

    @property
    def sorting(self) -> tuple[Column, ...]:
        """The columns that the list can be sorted by."""
        return tuple(column for column in self.columns if column.is_sorted)

    @property
    def is_descending(self) -> bool:
        """Whether the greatest comes first."""
        return self.sort.startswith("-")

    @property
    def sorted_by(self) -> str:
        """The key of the column that it is sorted by."""
        return self.sort.removeprefix("-")

    @property
    def here(self) -> str:
        """The query of the address without its page."""
        return self.link(page=1).removeprefix("?")

    @property
    def clear(self) -> str:
        """The query string of the list without its filter."""
        return self.link(q="", page=1)

    @property
    def _place(self) -> dict[str, Any]:
        return {"q": self.words, "sort": self.sort, "page": self.page}

    def link(self, **changes: Any) -> str:
        """Return the query string of this list with changes."""
        own = {name: changes.pop(name, value) for name, value in self._place.items()}
        own["page"] = "" if own["page"] == 1 else own["page"]
        now = {**self.asked, **{f"{self.prefix}{name}": value for name, value in own.items()}, **changes}
        kept = {name: value for name, value in now.items() if value not in {"", None}}
        return "?" + urlencode(kept)


def arrange(  # noqa: PLR0913 -- what a list may have beside its rows, each with a name
    rows: Sequence[Any],
    columns: Sequence[Column],
    asked: Mapping[str, str],
    *,
    address: Callable[[Any], str] | None = None,
    on_a_page: int = ON_A_PAGE,
    prefix: str = "",
) -> Listing:
    """Return the page of the list that an address asks for: `q` words to find, `sort` a column's key, `page`.

    `address` gives where the head of a row leads; `prefix` stands before these names, where a page has another list.
    """
    own = {name: asked.get(f"{prefix}{name}", "") for name in ("q", "sort", "page")}
    words = own["q"].strip()
    found = [row for row in rows if _has(row, columns, words)] if words else list(rows)
    by_key = {column.key: column for column in columns if column.is_sorted}
    sort = own["sort"] if own["sort"].removeprefix("-") in by_key else ""
    if sort:
        column = by_key[sort.removeprefix("-")]
        known = [row for row in found if column.value(row) is not None]
        known.sort(key=lambda row: _order(column.value(row)), reverse=sort.startswith("-"))
        found = known + [row for row in found if column.value(row) is None]
    pages = max(1, -(-len(found) // on_a_page))
    page = min(page_of(own), pages)
    rest = {name: value for name, value in asked.items() if name not in {f"{prefix}{each}" for each in own}}
    shown = tuple(found[(page - 1) * on_a_page : page * on_a_page])
    return Listing(tuple(columns), shown, len(found), len(rows), sort, words, page, pages, rest, address, prefix)


def place_in_list(sent: Mapping[str, str]) -> dict[str, str]:
    """Return what an address asks of a list alone, where the rest of it is written anew."""
    return {name: sent[name] for name in ("q", "sort", "page") if name in sent}


def _order(value: Any) -> Any:
    if isinstance(value, Text):
        value = read(value)
    return swedish_order(value) if isinstance(value, str) else value


def _has(row: Any, columns: Sequence[Column], words: str) -> bool:
    cells = (column.value(row) for column in columns)
    whole = " ".join(read(cell) if isinstance(cell, Text) else str(cell) for cell in cells if cell is not None)
    return has_words(whole, words)
