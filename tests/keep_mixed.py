"""A study in which everything is there that counting must tell apart; what somebody sees of it, excerpt by excerpt."""

from dataclasses import replace
from random import Random

from django.utils import timezone

from keep import keep_study
from make import (
    CLUSTER,
    HOST,
    LARGE,
    SMALL,
    make_excerpt,
    make_interview,
    make_respondent,
    make_score,
    make_study,
    make_transcript,
)
from samverkan.domain.coding.excerpts import Status, Valence
from samverkan.domain.findings.evidence import Evidence
from samverkan.records.evidence import gather_evidence
from samverkan.records.interviews import add_transcript_version, load_kept_interviews
from samverkan.records.models import ExcerptRecord, InterviewRecord
from samverkan.workbench.access import Place, find_hidden

CODERS = ("KA", "BO", "LI")
OTHER = "SYD"


def keep_mixed(seed: int) -> int:
    """A study with interviews of one and of several, coded by several, some deleted, one hidden and one edited."""
    rng = Random(seed)
    places = (HOST, SMALL, LARGE, "VIK")
    people = {f"R{number}": rng.choice(places) for number in range(12)}
    interviews = [make_interview(f"I{number}", (f"R{number}",)) for number in range(8)]
    interviews += [make_interview("I8", ("R8", "R9")), make_interview("I9", ("R10", "R0", "R1"))]
    texts = {
        one.id: make_transcript(*((who, "Vi litar på varandra. " * 3) for who in (*one.respondents, "")))
        for one in interviews
    }
    excerpts = {}
    for _ in range(rng.randrange(40, 140)):
        one, start = rng.choice(interviews), rng.randrange(100)
        excerpt = make_excerpt(
            one.id,
            rng.choice(("TRUST", "GOV", "G_KNOW", "C_MONEY")),
            rng.choice(CODERS),
            start=start,
            end=start + 5,
            valence=rng.choice((*Valence, None)),
            status=rng.choice((*Status, None)),
            concerns=rng.choice(("", *places)),
        )
        excerpts[one.id, start, excerpt.code, excerpt.coder] = excerpt
    scores = {}
    for _ in range(30):
        case = rng.choice((CLUSTER, OTHER, *places))
        one = make_score(
            rng.choice([*people]),
            rng.choice((None, 0.0, 0.33, 0.67, 1.0)),
            case=case,
            factor=rng.choice(("TRUST", "GOV")),
            coder=rng.choice(CODERS),
        )
        one = replace(one, was_asked=one.score is not None or rng.random() < 0.5)
        scores[one.case, one.factor, one.respondent, one.coder] = one
    study_id = keep_study(
        study=make_study({CLUSTER: (HOST, SMALL, LARGE), OTHER: ("VIK", SMALL)}, smallest_group=2),
        respondents=tuple(make_respondent(one, place) for one, place in people.items()),
        interviews=tuple(interviews),
        transcripts=texts,
        excerpts=tuple(excerpts.values()),
        scores=tuple(scores.values()),
    )
    rows = load_kept_interviews(study_id)
    InterviewRecord.objects.filter(pk=rows[0].id).update(is_deleted=True)
    InterviewRecord.objects.filter(pk__in=[rows[1].id, rows[8].id]).update(hides_other_coders=True)
    add_transcript_version(rows[2].id, make_transcript(("R2", "En annan text.")), timezone.now())
    deleted = ExcerptRecord.objects.filter(study_id=study_id).order_by("pk").values_list("pk", flat=True)[:5]
    ExcerptRecord.objects.filter(pk__in=list(deleted)).update(is_deleted=True)
    return study_id


def evidence_seen(place: Place) -> Evidence:
    """All evidence, without what others coded in interviews that are being double-coded, or scored of those."""
    evidence, hidden = gather_evidence(place.study_id), find_hidden(place)
    heard = {who for one in evidence.interviews if one.id in hidden.interviews for who in one.respondents}
    return replace(
        evidence,
        excerpts=tuple(one for one in evidence.excerpts if not hidden.hides(one)),
        scores=tuple(one for one in evidence.scores if one.respondent not in heard or one.coder == hidden.coder),
    )
