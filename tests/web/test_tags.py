"""What a template's tags and filters write."""

import pytest
from django.utils.translation import override

from samverkan.domain.words import say
from samverkan.web.shell.lists import Column, arrange
from samverkan.web.shell.templatetags.shell import cell, cells_after_head, figure


@pytest.mark.parametrize(
    ("value", "words"), [(None, "–"), (-0.001, "0.00"), (-0.02, "−0.02"), (1200, "1,200"), (0.666, "0.67"), (0, "0")]
)
def test_a_figure_is_short_and_nothing_is_less_than_nothing_by_rounding(value, words):
    with override("en"):
        assert figure(value) == words
        assert cell(value) == words


def test_a_row_leads_where_its_list_says_and_its_head_may_hold_more_than_a_value():
    columns = (Column("name", say("Name"), lambda one: one), Column("length", say("Value"), len))

    listing = arrange(["Åmål", "Boden"], columns, {"sort": "-length"}, address=lambda one: f"/{one}/")

    assert [address for address, _ in listing.cells] == ["/Boden/", "/Åmål/"]
    assert cells_after_head("Boden", listing) == ((columns[1], 5),)
    assert [address for address, _ in arrange(["Boden"], columns, {}).cells] == [""]
