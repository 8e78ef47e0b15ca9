"""Every list that can grow is sorted, filtered and paged by the pieces that all share, or there is a reason why not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import samverkan.web
from samverkan.web.coding.forms import ScoresForm, SiftForm
from samverkan.web.comparison.forms import PassagesForm
from samverkan.web.history.forms import HistoryForm
from samverkan.web.interviews.forms import SearchForm

WEB = Path(samverkan.web.__file__).parent
TAG = re.compile(r"{%\s*(for|endfor|include)\b(.*?)%}|<(tr|li|section|article)\b", re.DOTALL)
ROWS = {"tr", "li", "section", "article"}
WHOLE = "shell/list.html"
FILTER, PAGES = "shell/list_filter.html", "shell/pages.html"
SORTS = ("shell/list_head.html", "shell/list_sort.html")

PARTS_OF_A_LISTING = {
    ("coding/codebook.html", "kinds"),
    ("coding/codebook.html", "lines"),
    ("coding/review.html", "groups"),
    ("coding/review.html", "excerpts"),
}
"""The rows of a listing, which are shown in groups."""

WHOLE_AT_ONCE = {"coding/codebook.html"}
"""A tree, in which a page would begin below a code that is not on it."""

BY_A_FORM = {
    ("coding/code.html", "view.excerpts"): SiftForm,
    ("coding/scores.html", "sheet.lines"): ScoresForm,
    ("comparison/cell.html", "passages"): PassagesForm,
    ("history/list.html", "lines"): HistoryForm,
    ("interviews/search.html", "found.hits"): SearchForm,
}
"""What a form of its own filters and sorts, because the database does it."""

NAMES_OF_PEOPLE = {("interviews/review_card.html", "listing.rows")}
"""Sorted, and filtered by what is decided; words to find would be people's names, and addresses stand in logs."""

FIXED = {
    ("coding/panel.html", "cards"): "what is marked at one place, twenty at most",
    ("coding/score_line.html", "line.excerpts"): "what one informant says of one factor, in its order",
    ("coding/scores.html", "sheet.unclear"): "what nobody can be named for, after those who can; paged with them",
    ("coding/settle_passage.html", "opened.sides"): "one for each coder of one interview",
    ("coding/settle_score.html", "opened.scores"): "one for each coder who has scored one informant",
    ("coding/settling_tally.html", "by_code"): "sums for each code, chosen by the form above the list",
    ("coding/settling_tally.html", "by_coder"): "sums for each coder",
    ("coding/settling_tally.html", "by_kind"): "sums for each kind of difference",
    ("comparison/matrix_cell.html", "line.counts"): "one for each direction",
    ("findings/list_row.html", "one.sources"): "what one finding rests on",
    ("history/list.html", "changes"): "one for each column of what was changed; details.py cuts them",
    ("interviews/read.html", "page.turns"): "a text that is read in its own order",
    ("interviews/review_card.html", "page.contexts"): "some places at which one name stands",
    ("interviews/revise.html", "additions"): "what to look at before the form is sent again",
    ("mfa/recovery_codes/index.html", "unused_codes"): "ten at most, to be printed",
    ("people/form_problem.html", "form.account.errors"): "what is wrong with a form",
    ("people/form_problem.html", "form.non_field_errors"): "what is wrong with a form",
    ("report/list.html", "unclaimed"): "what to mend before the form is sent again",
    ("shell/both_versions.html", "lines"): "one for each column of one row",
    ("shell/fields.html", "form.non_field_errors"): "what is wrong with a form",
    ("shell/fields.html", "field.errors"): "what is wrong with a form",
    ("shell/list_cells.html", "listing.cells"): "the piece itself",
    ("socialaccount/connections.html", "connections"): "one for each organisation that the workbench is connected to",
    ("study/collaborations.html", "one.members"): "who belonged to one collaboration, in their order",
}
"""What does not grow with the study, or has one order only."""


@dataclass
class Loop:
    """A loop of a template: what it goes over, and what it repeats."""

    over: str
    repeats: set[str] = field(default_factory=set)


def templates() -> dict[str, str]:
    """Return every template of the web by its name."""
    found = {}
    for path in sorted(WEB.glob("*/templates/**/*.html")):
        name = str(path.relative_to(next(one for one in path.parents if one.name == "templates")))
        found[name] = path.read_text(encoding="utf-8")
    return found


def loops_of(text: str) -> Iterator[Loop]:
    """Yield each loop with the elements and templates that it repeats, not those of loops within it."""
    stack: list[Loop] = []
    for tag, rest, element in TAG.findall(text):
        if tag == "for":
            stack.append(Loop(rest.partition(" in ")[2].split()[0].strip()))
        elif tag == "endfor":
            yield stack.pop()
        elif stack:
            stack[-1].repeats.add(element or rest.split()[0].strip("\"'"))


def rows_in(loop: Loop, every: dict[str, str]) -> bool:
    """Whether a loop makes rows, by itself or by the template that it takes in."""
    named = (re.search(r"<(\w+)", every[one]) for one in loop.repeats if one in every)
    return bool(loop.repeats & ROWS) or any(one and one[1] in ROWS for one in named)


def lists() -> dict[tuple[str, str], str]:
    """Return the template of each loop that makes rows, by its name and what it goes over."""
    every = templates()
    return {(name, loop.over): text for name, text in every.items() for loop in loops_of(text) if rows_in(loop, every)}


def has_pieces(name: str, text: str) -> bool:
    """Whether a template takes in what filters, sorts and turns the pages of a list."""
    if f'"{WHOLE}"' in text:
        return True
    is_paged = f'"{PAGES}"' in text or name in WHOLE_AT_ONCE
    return is_paged and f'"{FILTER}"' in text and any(f'"{one}"' in text for one in SORTS)


def test_rows_in_a_loop_are_seen_wherever_they_stand():
    text = "{% for a in one %}<tr>{% for b in two %}<td>{% endfor %}{% include 'row.html' %}</tr>{% endfor %}"

    found = {loop.over: rows_in(loop, {}) for loop in loops_of(text)}
    taken_in = [rows_in(loop, {"row.html": "{# takes #}<li>"}) for loop in loops_of(text.replace("<tr>", ""))]

    assert found == {"two": False, "one": True}
    assert taken_in == [False, True]


def test_every_list_that_can_grow_is_filtered_sorted_and_paged():
    own_way = {*BY_A_FORM, *NAMES_OF_PEOPLE, *FIXED}

    bare = [where for where, text in lists().items() if where not in own_way and not has_pieces(where[0], text)]
    not_of_a_listing = [
        where
        for where in lists()
        if where not in own_way and where not in PARTS_OF_A_LISTING and not where[1].endswith(".rows")
    ]

    assert bare == []
    assert not_of_a_listing == []


def test_no_reason_is_left_over():
    assert {*BY_A_FORM, *NAMES_OF_PEOPLE, *FIXED, *PARTS_OF_A_LISTING} - set(lists()) == set()


@pytest.mark.parametrize(("where", "form"), BY_A_FORM.items(), ids=str)
def test_a_list_with_a_form_of_its_own_is_filtered_sorted_and_paged_by_it(where, form):
    text = templates()[where[0]]

    assert "order" in form.base_fields
    assert len(form.base_fields) > 1
    assert 'method="get"' in text
    assert "shell/pages.html" in text or 'class="pages"' in text
