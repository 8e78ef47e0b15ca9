"""Where coders differ: the interviews that several have coded, and one interview difference by difference."""

from collections.abc import Mapping
from dataclasses import dataclass

from samverkan.domain.coding.agreed import AGREED
from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.coding.passages import Part, Span, cut_segments, find_around
from samverkan.domain.coding.scores import FactorScore
from samverkan.domain.coding.settling import (
    Compared,
    Difference,
    Differing,
    ScoreDifference,
    Settlement,
    Verdict,
    agree_on,
    compare_interview,
    is_settled,
)
from samverkan.domain.coding.tallying import Tally, is_as_marked, tally
from samverkan.domain.interviews.transcript import Transcript
from samverkan.domain.kept import Kept
from samverkan.domain.people import Right
from samverkan.records.coding import (
    list_double_coded,
    list_hidden_interviews,
    load_excerpts_of_interview,
    load_marked_by_persons,
    load_settled,
)
from samverkan.records.interviews import load_respondents, load_text
from samverkan.records.study import load_study
from samverkan.workbench.access import require
from samverkan.workbench.coding.acting import Bench
from samverkan.workbench.coding.agreeing import (
    Choice,
    find_score_differences,
    is_same_coding,
    open_settled,
    seal_of,
)
from samverkan.workbench.coding.ordered import BoardCode, show_codes

PASSAGE, SCORE = "x", "s"


@dataclass(frozen=True, slots=True)
class Sift:
    """Which differences somebody wants to see; '' and None for all."""

    code: str = ""
    coder: str = ""
    kind: Differing | None = None
    only_open: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A difference in the list: what tells it from others, in what the coders differ, on what, and whether it is done.

    `coders` are those whose work stands in it, `words` the passage or who was scored.
    """

    key: str
    kinds: tuple[Differing, ...]
    codes: tuple[BoardCode, ...]
    coders: tuple[str, ...]
    words: str
    is_settled: bool


@dataclass(frozen=True, slots=True)
class Said:
    """An excerpt of one coder with its code, and what became of it."""

    code: BoardCode
    value: Excerpt
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text, and who has marked it."""

    text: str
    coders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """A turn around the passage: who speaks, and the text in stretches."""

    speaker: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A difference about passages, opened; `choice` and what follows are what was decided, None when nothing is.

    `coder` is whose excerpts were kept or adjusted. `words` are those to adjust from.
    """

    item: Item
    number: int
    sides: tuple[tuple[str, tuple[Said, ...]], ...]
    around: tuple[Around, ...]
    language: str
    seal: str
    may_keep_all: bool
    choice: Choice | None
    coder: str
    words: str
    reason: str
    settled_by: str
    settled_at: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A difference about scores, opened: the case by name, each coder's score, and the agreed one if there is one."""

    item: Item
    number: int
    case: str
    factor: BoardCode
    scores: tuple[FactorScore, ...]
    agreed: Kept[FactorScore] | None


@dataclass(frozen=True, slots=True)
class SettlingLine:
    """An interview that several have coded: its differences, and whether its agreed coding counts."""

    id: int
    key: str
    n: int
    n_settled: int
    is_agreed: bool


@dataclass(frozen=True, slots=True)
class SettlingOverview:
    """The interviews that several have coded and that nobody codes hidden now; `n_hidden` are left out."""

    lines: tuple[SettlingLine, ...]
    tally: Tally
    codes: Mapping[str, BoardCode]
    n_hidden: int


@dataclass(frozen=True, slots=True)
class SettlingPage:
    """An interview with its differences: those that are chosen, and the opened one among them.

    `n_open` passages are not settled. `n_agreed` passages count as the agreed coding, which `is_stale` when it would
    be another now. `following` is the next interview (number, key) that several have coded and that has none.
    """

    interview_id: int
    key: str
    may_edit: bool
    coders: tuple[str, ...]
    items: tuple[Item, ...]
    opened: Passage | Judged | None
    tally: Tally
    codes: Mapping[str, BoardCode]
    n_open: int
    n_agreed: int
    is_stale: bool
    following: tuple[int, str] | None


@dataclass(frozen=True, slots=True)
class _Table:
    """What lies on the table: an interview's coders compared, what was settled, and its text."""

    bench: Bench
    compared: Compared
    scores: tuple[ScoreDifference, ...]
    settled: Mapping[int, Kept[Settlement]]
    transcript: Transcript
    codes: Mapping[str, BoardCode]
    labels: Mapping[str, str]

    @property
    def decided(self) -> dict[int, Settlement]:
        return {number: one.value for number, one in self.settled.items()}


def show_settling(actor: int, study_id: int, code: str = "") -> SettlingOverview:
    """Return the interviews with their differences, on one code when one is named; raises as `access.require`."""
    require(actor, study_id, Right.READ)
    found = list_double_coded(study_id)
    hidden = list_hidden_interviews(study_id)
    open_ones = {number: one for number, one in found.items() if one[0] not in hidden}
    marked, settled = load_marked_by_persons(open_ones), load_settled(open_ones)
    decided = {number: one.value for number, one in settled.items()}
    scores = find_score_differences(study_id, open_ones)
    lines, all_passages, all_scores = [], [], {}
    for number, (key, is_agreed) in open_ones.items():
        differences = [one for one in compare_interview(marked[number]).differences if code in {"", *one.codes}]
        judged = [one for one in scores[number] if code in {"", one.cell[1]}]
        n_settled = sum(is_settled(one, decided) for one in differences) + sum(one.agreed is not None for one in judged)
        lines.append(SettlingLine(number, key, len(differences) + len(judged), n_settled, is_agreed))
        all_passages += [(one, decided) for one in differences]
        all_scores.update({one.id: one for one in judged})
    whole = tally(all_passages, all_scores.values())
    return SettlingOverview(tuple(lines), whole, show_codes(study_id), len(found) - len(open_ones))


def open_settling(actor: int, study_id: int, interview_id: int, sift: Sift, at: str = "") -> SettlingPage:
    """Return an interview with the differences that are chosen, and one of them opened.

    Parameters
    ----------
    at
        The key of the difference to open. Without one, or when there is none such, the first that is not settled.

    Raises
    ------
    NotThereError, NotAllowedError, HiddenNowError
        See `open_settled`.
    """
    bench = open_settled(actor, study_id, interview_id)
    table = _lay_out(bench)
    shown = _find_shown(table, sift, at)
    chosen = next((one for one in shown if one[0].key == at), None)
    chosen = chosen or next((one for one in shown if not one[0].is_settled), shown[0] if shown else None)
    agreed, missing = agree_on(table.compared, table.decided, table.transcript)
    there = load_excerpts_of_interview(interview_id, AGREED)
    return SettlingPage(
        interview_id=interview_id,
        key=bench.line.key,
        may_edit=bench.may_edit,
        coders=table.compared.coders,
        items=tuple(item for item, _ in shown),
        opened=_open(table, *chosen) if chosen else None,
        tally=_tally(table),
        codes=table.codes,
        n_open=len(missing),
        n_agreed=len(there),
        is_stale=bool(there) and (bool(missing) or not is_same_coding(agreed, (one.value for one in there))),
        following=_find_following(study_id, interview_id),
    )


def list_left(actor: int, study_id: int, interview_id: int, sift: Sift, at: str) -> tuple[tuple[Item, ...], int]:
    """Return the differences that are chosen, and how many of all are not settled, without opening any.

    Raises as `open_settling`.
    """
    table = _lay_out(open_settled(actor, study_id, interview_id))
    every = _tally(table)
    return tuple(item for item, _ in _find_shown(table, sift, at)), every.n - every.n_settled


def _find_shown(table: _Table, sift: Sift, at: str) -> list[tuple[Item, Difference | ScoreDifference]]:
    everything: tuple[Difference | ScoreDifference, ...] = (*table.compared.differences, *table.scores)
    pairs = [(_item_of(table, one), one) for one in everything]
    return [(item, one) for item, one in pairs if _is_chosen(item, sift) or item.key == at]


def _tally(table: _Table) -> Tally:
    return tally([(one, table.decided) for one in table.compared.differences], table.scores)


def _find_following(study_id: int, here: int) -> tuple[int, str] | None:
    """Return number and key of the next interview without an agreed coding, round to the first; None for none."""
    hidden = list_hidden_interviews(study_id)
    found = list_double_coded(study_id)
    waiting = [(one, key) for one, (key, is_agreed) in found.items() if not is_agreed and key not in hidden]
    waiting = [one for one in waiting if one[0] != here]
    return next((one for one in waiting if one[0] > here), waiting[0] if waiting else None)


def _lay_out(bench: Bench) -> _Table:
    study_id, interview_id = bench.line.study_id, bench.line.id
    return _Table(
        bench,
        compare_interview(load_marked_by_persons([interview_id])[interview_id]),
        find_score_differences(study_id, [interview_id])[interview_id],
        load_settled([interview_id]),
        load_text(interview_id),
        show_codes(study_id),
        {one.id: one.label or one.id for one in load_respondents(study_id)},
    )


def _item_of(table: _Table, one: Difference | ScoreDifference) -> Item:
    if isinstance(one, ScoreDifference):
        coders = tuple(each.value.coder for each in one.scores)
        factor = (table.codes[one.cell[1]],)
        label = table.labels.get(one.cell[2], one.cell[2])
        return Item(f"{SCORE}{one.id}", (Differing.SCORE,), factor, coders, label, one.agreed is not None)
    words = one.excerpts[0].value.quote
    codes = tuple(table.codes[each] for each in one.codes)
    return Item(f"{PASSAGE}{one.id}", one.kinds, codes, one.coders, words, is_settled(one, table.decided))


def _is_chosen(item: Item, sift: Sift) -> bool:
    return (
        (not sift.code or sift.code in {one.key for one in item.codes})
        and (not sift.coder or sift.coder in item.coders)
        and (sift.kind is None or sift.kind in item.kinds)
        and not (sift.only_open and item.is_settled)
    )


def _open(table: _Table, item: Item, one: Difference | ScoreDifference) -> Passage | Judged:
    if isinstance(one, ScoreDifference):
        case, factor, _ = one.cell
        study = load_study(table.bench.line.study_id)
        scores = tuple(each.value for each in one.scores)
        return Judged(item, one.id, study.name(case), table.codes[factor], scores, one.agreed)
    decided = table.decided
    first = decided.get(one.id)
    choice, coder = _choice_of(one, decided)
    start, end = one.span
    return Passage(
        item=item,
        number=one.id,
        sides=tuple((name, tuple(_said(table, each, decided) for each in side)) for name, side in one.sides.items()),
        around=_lay_out_around(table.transcript, one),
        language=table.bench.line.language,
        seal=seal_of(one, table.settled),
        may_keep_all=one.may_keep_all,
        choice=choice,
        coder=coder,
        words=next((each.quote for each in _adjusted(one, decided)), table.transcript.text[start:end]),
        reason=first.reason if first else "",
        settled_by=first.settled_by if first else "",
        settled_at=first.settled_at if first else "",
    )


def _said(table: _Table, one: Kept[Excerpt], decided: Mapping[int, Settlement]) -> Said:
    settled = decided.get(one.id)
    return Said(table.codes[one.value.code], one.value, settled.verdict if settled else None)


def _adjusted(one: Difference, decided: Mapping[int, Settlement]) -> list[Settlement]:
    found = (decided.get(each.id) for each in one.excerpts)
    return [each for each in found if each is not None and each.verdict is Verdict.ADJUSTED]


def _choice_of(one: Difference, decided: Mapping[int, Settlement]) -> tuple[Choice | None, str]:
    """Return what was decided and whose excerpts it named; None when nothing was, or something between."""
    if not is_settled(one, decided):
        return None, ""
    adjusted = _adjusted(one, decided)
    if adjusted:
        return Choice.ADJUSTED, adjusted[0].coder
    kept = [each for each in one.excerpts if decided[each.id].verdict is Verdict.KEPT]
    if not kept:
        return Choice.NONE, ""
    whose = next((coder for coder in one.coders if is_as_marked(one, coder, decided)), "")
    if whose:
        return Choice.ONE, whose
    return (Choice.ALL if len(kept) == len(one.excerpts) else None), ""


def _lay_out_around(transcript: Transcript, one: Difference) -> tuple[Around, ...]:
    excerpts = [each.value for each in one.excerpts]
    spans = [(each.start, each.end) for each in excerpts]
    return tuple(_lay_out_part(transcript.text, part, spans, excerpts) for part in find_around(transcript, one.span))


def _lay_out_part(text: str, part: Part, spans: list[Span], excerpts: list[Excerpt]) -> Around:
    stretches = tuple(
        Stretch(text[each.start : each.end], tuple(sorted({excerpts[place].coder for place in each.over})))
        for each in cut_segments(part.turn.start, part.turn.end, spans)
    )
    return Around("" if part.continues else part.turn.speaker, stretches)
