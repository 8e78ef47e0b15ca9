"""The codebook as a list that is filtered and sorted without losing its tree."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from samverkan.domain.coding.codebook import Code, walk_tree
from samverkan.domain.words import say
from samverkan.web.shell.lists import Column, Listing, arrange
from samverkan.web.shell.words import language
from samverkan.workbench.coding.codebook import CodeLine

SOUGHT = (
    Column("id", say("Id"), lambda line: line.code.key),
    Column("name_sv", say("Name"), lambda line: line.code.value.name_sv),
    Column("name_en", say("Name"), lambda line: line.code.value.name_en),
    Column("means", say("Definition"), lambda line: line.code.value.define(language())),
)


def arrange_codes(lines: Sequence[CodeLine], asked: Mapping[str, str]) -> Listing:
    """Return the codes that an address asks for: sorted among those with the same parent.

    The parents of what is found are there too, so that nothing hangs in the air.
    """
    places = {line.code.key: place for place, line in enumerate(lines)}
    columns = (
        Column("place", say("Order in the codebook"), lambda line: places[line.code.key]),
        Column("name", say("Name"), lambda line: line.code.name),
        Column("excerpts", say("Excerpts"), lambda line: line.count, is_number=True),
        Column("review", say("To look at again"), lambda line: line.to_review, is_number=True),
    )
    most = len(lines) or 1
    ordered = arrange(lines, columns, {**asked, "q": ""}, on_a_page=most)
    found = arrange(lines, SOUGHT, asked, on_a_page=most)
    kept = _with_parents(found.rows, {line.code.key: line.code.value.parent for line in lines})
    shown = tuple(line for _, line in walk_tree(ordered.rows, _code_of) if line.code.key in kept)
    return replace(ordered, rows=shown, count=found.count, words=found.words)


def _with_parents(lines: Sequence[CodeLine], parents: Mapping[str, str]) -> frozenset[str]:
    kept = set[str]()
    for line in lines:
        key = line.code.key
        while key and key not in kept:
            kept.add(key)
            key = parents.get(key, "")
    return frozenset(kept)


def _code_of(line: CodeLine) -> Code:
    return line.code.value
