"""The pictures of sharing in a real browser: nothing collides or is cut off, wide and narrow, few members and many."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from make_sharing_pictures import (
    make_chances,
    make_complaints,
    make_plan,
    make_savings,
    make_shares,
    make_waterfall,
    make_years,
)
from read_pictures import COLLISIONS
from samverkan.charts.chance_intervals import chance_intervals, tell_chance_intervals
from samverkan.charts.cluster_plan import cluster_plan, tell_cluster_plan
from samverkan.charts.complaint_bars import complaint_bars, tell_complaint_bars
from samverkan.charts.render import render_svg
from samverkan.charts.savings_by_member import savings_by_member, tell_savings_by_member
from samverkan.charts.shares_by_key import shares_by_key, tell_shares_by_key
from samverkan.charts.specification import WIDTH, Specification, right_edge
from samverkan.charts.telling import Telling
from samverkan.charts.whatif_waterfall import tell_whatif_waterfall, whatif_waterfall
from samverkan.charts.whatif_years import tell_whatif_years, whatif_years

COUNTS = (1, 3, 7, 15, 20)
SIZES = (1_000.0, 60_000.0, 3e6, 4e8)


def draw_all(count: int, size: float, language: str) -> list[tuple[Specification, Telling]]:
    shares, savings = make_shares(count, keys=8, size=size), make_savings(count, keys=4, size=size)
    ranges, complaints = make_savings(count, size=size, spread=0.5), make_complaints(count, keys=6, size=size)
    steps, years = make_waterfall(count, size=size), make_years(count, size=size)
    chances, plan = make_chances(count, size=size), make_plan(count, clusters=4)
    mapped = make_plan(count, with_positions=True)
    drawn = [
        (shares_by_key(shares, language), tell_shares_by_key(shares, language)),
        (savings_by_member(savings, language), tell_savings_by_member(savings, language)),
        (savings_by_member(ranges, language), tell_savings_by_member(ranges, language)),
        (complaint_bars(complaints, language), tell_complaint_bars(complaints, language)),
        (whatif_waterfall(steps, language), tell_whatif_waterfall(steps, language)),
        (whatif_years(years, language), tell_whatif_years(years, language)),
        (chance_intervals(chances, language), tell_chance_intervals(chances, language)),
        (cluster_plan(plan, language), tell_cluster_plan(plan, language)),
        (cluster_plan(mapped, language), tell_cluster_plan(mapped, language)),
    ]
    return [(one, telling) for one, telling in drawn if one is not None]


def write_page(folder: Path, count: int, size: float, language: str) -> Path:
    drawn = draw_all(count, size, language)
    pictures = "".join(
        render_svg(one, f"{telling.title.in_language(language)} {place}", telling.description)
        for place, (one, telling) in enumerate(drawn)
    )
    places = "".join(f'<p id="{name}"></p>' for name in sorted(set(re.findall(r'href="#([^"]+)"', pictures))))
    path = folder / "page.html"
    body = f"<main><h1>Bilder</h1>{pictures}{places}</main>"
    head = '<meta charset="utf-8"><title>Bilder</title>'
    path.write_text(f'<!doctype html><html lang="{language}"><head>{head}</head><body>{body}</body></html>', "utf-8")
    return path


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", COUNTS)
def test_no_picture_is_wider_than_the_page(count, size, language):
    drawn = draw_all(count, size, language)

    assert len(drawn) == 9
    assert [telling.title.in_language(language) for one, telling in drawn if right_edge(one) > WIDTH] == []


@pytest.mark.browser
@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(("count", "size"), [(1, 1_000.0), (3, 60_000.0), (7, 3e6), (20, 4e8)])
def test_the_pictures_of_sharing_can_be_read_by_everyone(page, tmp_path, count, size, language):
    page.goto(write_page(tmp_path, count, size, language).as_uri())

    assert page.locator("svg.picture").count() == 9
    assert page.evaluate(COLLISIONS) == []
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
