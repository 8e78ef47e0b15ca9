"""Makers: each fills in everything that a test is not about. All names and words are invented."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from samverkan.domain.coding.codebook import Code, Codebook, Kind
from samverkan.domain.coding.excerpts import Excerpt, Valence
from samverkan.domain.coding.scores import FactorScore
from samverkan.domain.comparison.calibration import CalibratedSet, Calibration, Rule, Source, SourceKind
from samverkan.domain.comparison.informants import Informant, Informants, gather_informants
from samverkan.domain.comparison.matrix import Case, Cell, InformantScore, Matrix
from samverkan.domain.dates import Period
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.indicators import POPULATION, Indicator, newest_values
from samverkan.domain.interviews.transcript import Interview, Respondent, Spoken, Transcript, join_turns
from samverkan.domain.study import (
    Collaboration,
    ComparisonPlan,
    Membership,
    Municipality,
    Role,
    SizeRule,
    Study,
    classify_sizes,
)

EXAMPLES = Path(__file__).parent.parent / "examples"
HOST, SMALL, LARGE = "HOLM", "LILL", "STOR"
CLUSTER = "NORD"
INHABITANTS = {HOST: 30_000, SMALL: 4_000, LARGE: 60_000}


def make_study(members: Mapping[str, Sequence[str]] | None = None, **settings: Any) -> Study:
    """A study; `members` lists each collaboration's municipalities, the first of which is host."""
    members = members if members is not None else {CLUSTER: (HOST, SMALL, LARGE)}
    municipalities = dict.fromkeys(one for group in members.values() for one in group)
    defaults: dict[str, Any] = {
        "title": "Provstudien",
        "size_rule": SizeRule.POPULATION,
        "large_from": 25_000,
        "comparison": ComparisonPlan(success=("continues",), failure=("ended",)),
        "municipalities": tuple(Municipality(one, one.title()) for one in municipalities),
        "collaborations": tuple(Collaboration(one, one.title(), outcome="continues") for one in members),
        "memberships": tuple(
            Membership(cluster, one, Period.read("2015"), None, Role.MEMBER if place else Role.HOST)
            for cluster, group in members.items()
            for place, one in enumerate(group)
        ),
    }
    return Study(**{**defaults, **settings})


def make_indicators(values: Mapping[str, float | None] | None = None, name: str = POPULATION) -> tuple[Indicator, ...]:
    """One value of an indicator for each municipality, in 2024."""
    values = INHABITANTS if values is None else values
    return tuple(Indicator(place, "", name, Period.read("2024"), value) for place, value in values.items())


def make_respondent(respondent: str = "R1", municipality: str = SMALL, **fields: Any) -> Respondent:
    """Someone who was asked; by default in the small municipality."""
    return Respondent(respondent, municipality, label=f"label {respondent}", **fields)


def make_interview(interview: str = "I1", respondents: Sequence[str] = ("R1",), **fields: Any) -> Interview:
    """An interview that may be quoted."""
    settings = {"has_consent": True, "is_reviewed": True, **fields}
    return Interview(interview, f"{interview}.txt", tuple(respondents), **settings)


def make_transcript(*turns: tuple[str, str]) -> Transcript:
    """A transcript of (speaker, words) turns."""
    return join_turns(Spoken(words, speaker) for speaker, words in turns or (("R1", "Vi litar på varandra."),))


def make_codebook(**kinds: Kind) -> Codebook:
    """A codebook with these codes; by default two factors, a gain and a cost."""
    kinds = kinds or {"TRUST": Kind.FACTOR, "GOV": Kind.FACTOR, "G_KNOW": Kind.GAIN, "C_MONEY": Kind.COST}
    return Codebook(tuple(Code(code, kind, name_en=f"{code} en", name_sv=f"{code} sv") for code, kind in kinds.items()))


def make_excerpt(interview: str = "I1", code: str = "TRUST", coder: str = "KA", **fields: Any) -> Excerpt:
    """An excerpt of the first characters of an interview."""
    settings = {"start": 0, "end": 10, "valence": Valence.HELPS, "quote": "Vi litar p", **fields}
    return Excerpt(interview=interview, code=code, coder=coder, **settings)


def make_score(respondent: str = "R1", score: float | None = 0.67, **fields: Any) -> FactorScore:
    """A coder's judgement of one informant on trust."""
    settings = {"case": CLUSTER, "factor": "TRUST", "coder": "KA", **fields}
    return FactorScore(respondent=respondent, score=score, **settings)


def make_evidence(people: Mapping[str, str] | None = None, **parts: Any) -> Evidence:
    """A small study in which each of `people` (respondent: municipality) has an interview of their own."""
    people = people if people is not None else {"R1": SMALL, "R2": HOST, "R3": LARGE}
    interviews = tuple(make_interview(f"I{place}", (one,)) for place, one in enumerate(people, start=1))
    defaults: dict[str, Any] = {
        "study": make_study(),
        "respondents": tuple(make_respondent(one, place) for one, place in people.items()),
        "interviews": interviews,
        "transcripts": {one.id: make_transcript((one.respondents[0], "Vi litar på varandra.")) for one in interviews},
        "codebook": make_codebook(),
        "indicators": make_indicators(),
    }
    return Evidence(**{**defaults, **parts})


def informants_of(evidence: Evidence) -> Informants:
    """The informants of a study."""
    population = {key: one.value or 0 for key, one in newest_values(evidence.indicators, POPULATION).items()}
    sizes = classify_sizes(evidence.study, population)
    return gather_informants(evidence.study, evidence.respondents, evidence.interviews, evidence.transcripts, sizes)


STUDY_FILES: Mapping[str, str | bytes] = {
    "study.toml": '[study]\ntitle = "Provstudien"\n',
    "municipalities.csv": "municipality,name,county\nHOLM,Holm,\nLILL,Lillby,\n",
    "collaborations.csv": "collaboration,name,start,end\nNORD,Nordsamverkan,2012,\n",
    "respondents.csv": "respondent,municipality,label\nR1,LILL,IT manager\nR2,HOLM,director\n",
    "interviews.csv": "interview,file,respondents,consent,reviewed\nI1,I1.txt,R1,yes,yes\n",
    "interviews/I1.txt": "Vi litar på varandra. Driften blev bättre när vi gick ihop.\n",
    "codebook.csv": "code,parent,kind\nTRUST,,factor\nTECH,,factor\nG_KNOW,,gain\nC_MONEY,,cost\n",
}
"""A sound study folder as files; its only interview says `Vi litar på varandra. …`, with `litar` at 3-8."""


def write_files(folder: Path, **changes: str | bytes | None) -> Path:
    """Write a sound study folder; `scores="…"` replaces or adds scores.csv, None leaves a table out."""
    files: dict[str, str | bytes | None] = {**STUDY_FILES}
    for name, content in changes.items():
        files["study.toml" if name == "study" else f"{name}.csv"] = content
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is not None:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def make_cell(case: str = CLUSTER, factor: str = "TRUST", scores: Sequence[float | None] = (), **fields: Any) -> Cell:
    """A cell of the matrix; `case` is a collaboration, or collaboration/municipality."""
    collaboration, _, municipality = case.partition("/")
    judged = tuple(
        InformantScore(
            Informant(f"R{place}", f"R{place}", "", municipality, collaboration, None, None),
            score,
            make_score(f"R{place}", score, case=case, factor=factor),
        )
        for place, score in enumerate(scores, start=1)
    )
    empty: dict[str, Any] = {"n_not_asked": 0, "host_median": None, "small_median": None, "valences": {}}
    settings = {**empty, "mentioned_by": (), "excerpts": (), **fields}
    return Cell(Case(collaboration, municipality), factor, judged, **settings)


def make_matrix(*cells: Cell) -> Matrix:
    """The matrix of these cells; pairs that are not among them are empty."""
    cases = tuple(dict.fromkeys(one.case for one in cells))
    factors = tuple(dict.fromkeys(one.factor for one in cells))
    given = {(one.case.id, one.factor): one for one in cells}
    everything = {
        (case.id, factor): given.get((case.id, factor)) or make_cell(case.id, factor)
        for case in cases
        for factor in factors
    }
    return Matrix(cases, factors, everything)


def make_calibrated_set(name: str = "TRUST", source: str = "factor:TRUST", **fields: Any) -> CalibratedSet:
    """A set of the scores of a factor, or as `fields` say."""
    kind, _, what = source.partition(":")
    settings = {"rule": Rule.SCORES, "set_by": "KA", "reason": "the written levels", **fields}
    return CalibratedSet(name, Source(SourceKind(kind), what), **settings)


def make_calibration(*conditions: CalibratedSet, **fields: Any) -> Calibration:
    """A calibration of these conditions, with the column outcome as outcome."""
    outcome = make_calibrated_set(
        "LASTS", "collaboration:outcome", rule=Rule.RECODE, values={"continues": 1, "ended": 0}
    )
    return Calibration(**{"outcome": outcome, "conditions": conditions or (make_calibrated_set(),), **fields})
