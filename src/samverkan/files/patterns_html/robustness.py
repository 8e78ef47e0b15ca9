"""The page's robustness: what stays when choices, cases and memberships change."""

from dataclasses import dataclass
from typing import Final

from samverkan.domain.comparison.patterns.analysis import PatternAnalysis
from samverkan.domain.comparison.patterns.anchoring import explain_no_anchors
from samverkan.domain.comparison.patterns.missing_informants import explain_indispensable
from samverkan.domain.comparison.patterns.places import range_source
from samverkan.domain.report.sheets.pattern_tables.testing import NOISES, Again, list_reruns
from samverkan.domain.words import Text
from samverkan.files.report_html.anchors import Anchors
from samverkan.methods.qca.robustness.ranges import SensitivityRange
from samverkan.methods.qca.robustness.sweeps import NoiseSweep

MOST_RERUNS: Final = 60


@dataclass(frozen=True, eq=False)
class RobustnessChapter:
    """What the chapter about robustness shows; empty where nothing was tested.

    `changed` are the analyses done again that gave something else, `n_same` how many gave the same solution; the same
    without each informant. `no_anchors` and `indispensable` say what could not be tried.
    """

    ranges: tuple[tuple[str, SensitivityRange], ...]
    changed: tuple[Again, ...]
    n_more_changed: int
    n_same: int
    n_again: int
    noise: tuple[tuple[Text, NoiseSweep], ...]
    changed_informants: tuple[Again, ...]
    n_informants: int
    no_anchors: tuple[Text, ...]
    indispensable: tuple[Text, ...]


def gather_robustness(analysis: PatternAnalysis, anchors: Anchors) -> RobustnessChapter:
    """Return the chapter's values; every range gets its place."""
    found = analysis.robustness
    reruns = tuple(list_reruns(analysis))
    again = [one for one in reruns if not one.informant]
    informants = [one for one in reruns if one.informant]
    changed = [one for one in again if not one.rerun.is_same]
    ranges = (found.ranges if found else None) or ()
    return RobustnessChapter(
        ranges=tuple((anchors.place(range_source(place)), one) for place, one in enumerate(ranges)),
        changed=tuple(changed[:MOST_RERUNS]),
        n_more_changed=max(0, len(changed) - MOST_RERUNS),
        n_same=len(again) - len(changed),
        n_again=len(again),
        noise=tuple((NOISES[one.noise.kind], one) for one in (found.noise if found else None) or ()),
        changed_informants=tuple(one for one in informants if not one.rerun.is_same),
        n_informants=len(informants),
        no_anchors=explain_no_anchors(analysis.data),
        indispensable=explain_indispensable(analysis.data) if found else (),
    )
