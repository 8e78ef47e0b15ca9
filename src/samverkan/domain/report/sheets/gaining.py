"""The sheets of gains and costs, of saturation and of agreement between coders."""

from collections import Counter

from samverkan.domain.coding.agreed import AGREED, cell_of
from samverkan.domain.coding.agreement import CodeAgreement, ScoreAgreement
from samverkan.domain.coding.excerpts import Status
from samverkan.domain.coding.saturation import Saturation
from samverkan.domain.gains import Claim, Presence, Voice
from samverkan.domain.report.evaluation import Evaluation
from samverkan.domain.report.highlights import code_name
from samverkan.domain.report.sheets.sheet import Column, Sheet, join
from samverkan.domain.report.sheets.words_for import words_for
from samverkan.domain.words import say


def claims_sheet(evaluation: Evaluation) -> Sheet[Claim]:
    """Return who is said to gain or give up what, by how many, and how the voices relate."""
    study, codebook = evaluation.evidence.study, evaluation.evidence.codebook
    return Sheet(
        key="claims",
        title=say("Gains and costs"),
        method=say(
            "Informants counted, not passages. Own voices are informants of the municipality concerned. Voices "
            "contradict each other when one says that it is there and another that it is not; what is only expected or "
            "mentioned contradicts nobody."
        ),
        columns=(
            Column("id", say("Claim"), lambda row: row.id),
            Column("kind", say("Kind"), lambda row: words_for(row.kind)),
            Column("code", say("Code"), lambda row: row.code),
            Column("code_name", say("Name of the code"), lambda row: code_name(codebook, row.code)),
            Column("collaboration", say("Collaboration"), lambda row: study.name(row.collaboration) or None),
            Column("municipality", say("Municipality"), lambda row: study.name(row.municipality) or None),
            Column("role", say("Role"), lambda row: words_for(row.role)),
            Column("size", say("Size"), lambda row: words_for(row.size)),
            Column("n_present", say("Say it is there"), lambda row: row.count(Presence.PRESENT)),
            Column("n_obtained", say("of them: obtained"), lambda row: row.count(Presence.PRESENT, Status.OBTAINED)),
            Column("n_expected", say("of them: expected"), lambda row: row.count(Presence.PRESENT, Status.EXPECTED)),
            Column("n_mixed", say("Say partly"), lambda row: row.count(Presence.MIXED)),
            Column("n_mentioned", say("Mention it only"), lambda row: row.count(Presence.MENTIONED)),
            Column("n_absent", say("Say it is not there"), lambda row: row.count(Presence.ABSENT)),
            Column("own", say("Own voices"), lambda row: join(_labels(row, is_own=True)) or None),
            Column("others", say("Others' voices"), lambda row: join(_labels(row, is_own=False)) or None),
            Column("relation", say("How the voices relate"), lambda row: words_for(row.relation)),
        ),
        rows=evaluation.claims,
        sources=lambda row: row.sources,
    )


def _labels(claim: Claim, *, is_own: bool) -> tuple[str, ...]:
    return tuple(_label(voice) for voice in claim.voices if voice.is_own is is_own)


def _label(voice: Voice) -> str:
    return voice.informant.label


def saturation_sheet(evaluation: Evaluation) -> Sheet[Saturation]:
    """Return whether new interviews still bring new codes, for each base and run."""
    study = evaluation.evidence.study
    return Sheet(
        key="saturation",
        title=say("Saturation"),
        method=say(
            "New codes in a run of interviews, divided by the codes of the base interviews (Guest, Namey and Chen "
            "2020); repeated over {orders} random orders with seed {seed}, since the order "
            "decides (Constantinou 2017).",
            orders=evaluation.settings.orders,
            seed=str(evaluation.settings.seed),
        ),
        columns=(
            Column("collaboration", say("Collaboration"), lambda row: study.name(row.group) or None),
            Column("base", say("Base"), lambda row: row.base),
            Column("run", say("Run"), lambda row: row.run),
            Column("threshold", say("Threshold"), lambda row: row.threshold, 2),
            Column("reached_at", say("Reached at interview"), lambda row: row.reached_at),
            Column("last_ratio", say("Last run: new codes / base"), lambda row: row.last_ratio, 3),
            Column("share_reached", say("Share of orders that reach it"), lambda row: row.share_reached, 2),
            Column("median_reached", say("Median over orders"), lambda row: row.median_reached, 1),
            Column("low_reached", say("5th percentile"), lambda row: row.low_reached, 1),
            Column("high_reached", say("95th percentile"), lambda row: row.high_reached, 1),
        ),
        rows=evaluation.saturation,
        sources=lambda _: tuple(f"interview:{one}" for one in evaluation.incidence.interviews),
    )


def score_agreement_sheet(evaluation: Evaluation) -> Sheet[ScoreAgreement]:
    """Return how well the coders agree on the informants' scores, in one row; none when nobody was judged twice."""
    found = evaluation.agreement.scores
    return Sheet(
        key="score_agreement",
        title=say("Agreement on scores"),
        method=say("Krippendorff's alpha, ordinal, over the scores that two coders gave the same informant."),
        columns=(
            Column("alpha", say("Alpha"), lambda row: row.alpha, 3),
            Column("low", say("Interval from"), lambda row: row.low, 3),
            Column("high", say("Interval to"), lambda row: row.high, 3),
            Column("n_pairs", say("Pairs of scores"), lambda row: row.n_pairs),
            Column("n_equal", say("Equal"), lambda row: row.n_equal),
            Column("n_other_side", say("On opposite sides of the middle"), lambda row: row.n_other_side),
        ),
        rows=(found,) if found.n_pairs else (),
        sources=lambda _: _judged_twice(evaluation),
    )


def _judged_twice(evaluation: Evaluation) -> tuple[str, ...]:
    scores = [one for one in evaluation.evidence.scores if one.coder != AGREED]
    judged = Counter(cell_of(one) for one in scores)
    return tuple(one.source for one in scores if judged[cell_of(one)] > 1)


def agreement_sheet(evaluation: Evaluation) -> Sheet[CodeAgreement]:
    """Return how well the coders agree on each code."""
    codebook, coders = evaluation.evidence.codebook, evaluation.agreement.coders
    return Sheet(
        key="agreement",
        title=say("Agreement between coders"),
        method=say(
            "Krippendorff's alpha for unitizing, the code against everything else, over the double-coded interviews "
            "({interviews}). From .80 good, from .667 for tentative conclusions.",
            interviews=join(evaluation.agreement.double_coded) or "–",
        ),
        columns=(
            Column("code", say("Code"), lambda row: row.code),
            Column("code_name", say("Name of the code"), lambda row: code_name(codebook, row.code)),
            Column("alpha", say("Alpha"), lambda row: row.alpha, 3),
            Column("low", say("Interval from"), lambda row: row.low, 3),
            Column("high", say("Interval to"), lambda row: row.high, 3),
            *(
                Column(
                    f"n_{coder}",
                    say("Passages by {coder}", coder=coder),
                    lambda row, coder=coder: dict(row.counts).get(coder, 0),  # type: ignore[misc]
                )
                for coder in coders
            ),
        ),
        rows=evaluation.agreement.codes,
        sources=lambda _: tuple(f"interview:{one}" for one in evaluation.agreement.double_coded),
    )
