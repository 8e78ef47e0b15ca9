"""The pictures of the examples in a real browser: nothing collides, nothing is cut off, everything has a name."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from read_pictures import COLLISIONS
from samverkan.charts.claims_grid import claims_grid
from samverkan.charts.indicator_lines import indicator_lines
from samverkan.charts.likert_bars import likert_bars
from samverkan.charts.matrix_heatmap import matrix_heatmap
from samverkan.charts.membership_timeline import membership_timeline
from samverkan.charts.population_dots import population_dots
from samverkan.charts.render import render_svg
from samverkan.charts.salience_dots import salience_dots
from samverkan.charts.saturation_curve import saturation_curve
from samverkan.charts.small_large_dumbbell import small_large_dumbbell
from samverkan.charts.specification import Specification
from samverkan.charts.valence_bars import valence_bars
from samverkan.domain.comparison.contrasts import Side
from samverkan.domain.report.evaluation import Evaluation, Settings, evaluate_evidence
from samverkan.files.study_folder import read_study_folder

pytestmark = pytest.mark.browser

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
POLICY = "default-src 'none'; style-src 'self'"


def draw_all(evaluation: Evaluation, language: str) -> dict[str, Specification]:
    evidence = evaluation.evidence
    study, codebook = evidence.study, evidence.codebook
    sides = [one for one in evaluation.contrasts if one.side is Side.SIZE]
    drawn: dict[str, Specification | None] = {
        "clusters": matrix_heatmap(evaluation.clusters, study, codebook, language),
        "members": matrix_heatmap(evaluation.members, study, codebook, language),
        "sides": small_large_dumbbell(sides, study, codebook, language),
        "valence": valence_bars(evaluation.clusters, study, codebook, language),
        "salience": salience_dots(evaluation.salience, study, codebook, language),
        "claims": claims_grid(evaluation.claims, study, codebook, language),
        "saturation": saturation_curve(evaluation.incidence, language),
        "likert": likert_bars(evaluation.scales, study, {}, language),
        "population": population_dots(evaluation.basis.clusters, language),
    }
    for place, timeline in enumerate(membership_timeline(study, language)):
        drawn[f"timeline {place}"] = timeline
    for name in {one.indicator for one in evidence.indicators}:
        drawn[f"indicator {name}"] = indicator_lines(evidence.indicators, study, name, language)
    return {name: specification for name, specification in drawn.items() if specification is not None}


def write_page(folder: Path, example: str, language: str) -> Path:
    evidence = read_study_folder(EXAMPLES / example).evidence
    drawn = draw_all(evaluate_evidence(evidence, Settings(orders=10)), language)
    pictures = "".join(render_svg(one, name, f"{name} {language}") for name, one in drawn.items())
    places = "".join(f'<p id="{name}"></p>' for name in sorted(set(re.findall(r'href="#([^"]+)"', pictures))))
    head = f'<meta charset="utf-8"><title>Bilder</title><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    path = folder / "page.html"
    body = f"<main><h1>Bilder</h1>{pictures}{places}</main>"
    path.write_text(f'<!doctype html><html lang="{language}"><head>{head}</head><body>{body}</body></html>', "utf-8")
    return path


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("example", ["two-clusters", "swedish-collaborations"])
def test_the_pictures_of_an_example_can_be_read_by_everyone(page, tmp_path, example, language):
    blocked = []
    page.on("console", lambda message: blocked.append(message.text))

    page.goto(write_page(tmp_path, example, language).as_uri())

    assert page.locator("svg.picture").count() > 2
    assert page.evaluate(COLLISIONS) == []
    assert blocked == []
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
