"""The matrix counted in the tables says what the report's own matrix says of the same excerpts."""

from collections import defaultdict
from dataclasses import replace

import pytest

from keep import keep_participant, keep_study
from keep_mixed import evidence_seen, keep_mixed
from make import CLUSTER, make_excerpt
from samverkan.domain.coding.codebook import Kind
from samverkan.domain.coding.excerpts import Valence
from samverkan.domain.comparison.informants import Informants, leading_excerpts
from samverkan.domain.comparison.matrix import build_matrices
from samverkan.domain.gains import Presence, gather_claims
from samverkan.domain.people import Right, StudyRole
from samverkan.domain.report.choice import Choice
from samverkan.domain.report.people import place_people
from samverkan.domain.study import Role, SizeClass
from samverkan.workbench.access import require
from samverkan.workbench.comparison import framing

pytestmark = pytest.mark.django_db
CHOICES = [
    Choice(),
    Choice(by_member=True),
    Choice(role=Role.HOST),
    Choice(size=SizeClass.SMALL),
    Choice(collaboration=CLUSTER, by_member=True, size=SizeClass.SMALL),
    Choice(coder="KA"),
    Choice(Kind.GAIN),
    Choice(Kind.GAIN, by_member=True),
    Choice(Kind.COST, role=Role.MEMBER, coder="BO"),
]


def figures_of(cell):
    counts = {one: count for one, count in (cell.counts or {}).items() if count}
    medians = (cell.median, cell.host_median, cell.small_median, cell.standing)
    return (cell.n, cell.n_scored, *medians, counts, cell.has_passages, cell.has_scores)


def framed(place, choice):
    """The figures of each cell by what the report is made with, from the excerpts themselves."""
    evidence = evidence_seen(place)
    evidence = replace(
        evidence,
        excerpts=tuple(one for one in evidence.excerpts if choice.coder in {None, one.coder}),
        scores=tuple(one for one in evidence.scores if choice.coder in {None, one.coder}),
    )
    sizes, people = place_people(evidence)
    excerpts = leading_excerpts(evidence.excerpts)
    if choice.kind is Kind.FACTOR:
        return frame_factors(evidence, people, excerpts, choice)
    claims = gather_claims(evidence.study, evidence.codebook, people, sizes, excerpts)
    return frame_claims([one for one in claims if one.kind is choice.kind], choice)


def is_heard(one, choice):
    return choice.by_member or (choice.role in {None, one.role} and choice.size in {None, one.size})


def frame_factors(evidence, people, excerpts, choice):
    # Who is known to speak, and is not chosen, is not heard as one of a group either.
    heard = [one for one in excerpts if (who := people.behind(one)) is None or is_heard(who, choice)]
    chosen = Informants(
        tuple(one for one in people.everyone if is_heard(one, choice)), people.interviews, people.transcripts
    )
    matrix = build_matrices(evidence.study, evidence.codebook, chosen, evidence.scores, heard)[choice.by_member]
    return {
        (case.id, factor): (
            len({one.informant.respondent for one in cell.scores if one.score is not None} | {*cell.mentioned_by}),
            len(cell.values),
            cell.median,
            cell.host_median,
            cell.small_median,
            cell.standing,
            dict(cell.valences),
            bool(cell.excerpts),
            bool(cell.scores),
        )
        for case in matrix.cases
        for factor in matrix.factors
        for cell in [matrix.cell(case, factor)]
    }


def frame_claims(claims, choice):
    is_narrowed = not choice.by_member and (choice.role or choice.size)
    said, has_passages = defaultdict(lambda: defaultdict(set)), set()
    for one in claims:
        row = f"{one.collaboration}/{one.municipality}" if choice.by_member else one.collaboration
        for voice in one.voices:
            if is_heard(voice.informant, choice):
                said[row, one.code][voice.informant.respondent].add(voice.presence)
                has_passages.add((row, one.code))
        if one.unattributed and not is_narrowed:
            has_passages.add((row, one.code))
    found = {}
    for key in {*said, *has_passages}:
        counts = defaultdict(int)
        for presences in said[key].values():
            pointed = presences - {Presence.MENTIONED} or presences
            counts[pointed.pop() if len(pointed) == 1 else Presence.MIXED] += 1
        found[key] = (len(said[key]), 0, None, None, None, None, dict(counts), key in has_passages, False)
    return found


@pytest.mark.parametrize("role", [StudyRole.OWNER, StudyRole.READER])
@pytest.mark.parametrize("seed", range(4))
def test_each_cell_counts_what_the_excerpts_themselves_say(seed, role):
    study_id = keep_mixed(seed)
    actor = keep_participant(study_id, role, coder="KA")
    place = require(actor, study_id, Right.READ)

    for choice in CHOICES:
        shown = framing.show_matrix(actor, study_id, choice).shown.by_id()
        expected = framed(place, choice)

        nothing = (0, 0, None, None, None, None, {}, False, False)
        assert {key: figures_of(cell) for key, cell in shown.items()} == {
            key: expected.get(key, nothing) for key in shown
        }
        assert choice.by_member or choice.collaboration or {code for _, code in expected} <= {code for _, code in shown}


@pytest.mark.parametrize("seed", range(3))
def test_an_opened_cell_has_the_excerpts_and_scores_that_it_counts(seed):
    study_id = keep_mixed(seed)
    actor = keep_participant(study_id, StudyRole.OWNER, coder="KA")

    for choice in CHOICES:
        for (case, code), cell in framing.show_matrix(actor, study_id, choice).shown.by_id().items():
            opened = framing.open_cell(actor, study_id, choice, (case, code))

            people = {one.label for one in opened.passages if one.label}
            people |= {one.informant.label for one in opened.scores if one.score is not None}
            assert (len(people), bool(opened.passages), bool(opened.scores)) == (
                cell.n,
                cell.has_passages,
                cell.has_scores,
            )
            assert all(one.excerpt.quote for one in opened.passages)
            assert sum(one.score is not None for one in opened.scores) == cell.n_scored


def test_a_blind_reader_is_told_of_everybody_whatever_they_choose():
    study_id = keep_mixed(1)
    blind = keep_participant(study_id, StudyRole.BLIND_READER, coder="BO")
    reader = keep_participant(study_id, StudyRole.READER)

    told = [framing.show_matrix(blind, study_id, one).shown.by_id() for one in CHOICES[:2]]
    chosen = framing.show_matrix(blind, study_id, Choice(role=Role.HOST, coder="KA", size=SizeClass.SMALL)).shown

    whole = framing.show_matrix(reader, study_id, Choice()).shown.by_id()
    assert chosen.by_id() == told[0]
    assert [(one.n, one.is_hidden) for one in told[0].values()] == [
        (0, True) if 0 < one.n < 2 else (one.n, False) for one in whole.values()
    ]
    assert not any(one.has_passages or one.has_scores for cells in told for one in cells.values())


def test_the_excerpts_of_a_cell_are_looked_for_by_words_and_effect_and_read_from_the_last():
    excerpts = tuple(
        make_excerpt(start=place, end=place + 3, quote=quote, valence=one)
        for place, (quote, one) in enumerate(
            (("Åsikt ett", Valence.HELPS), ("Åsikt två", Valence.HINDERS), ("Åsikt tre", Valence.HELPS))
        )
    )
    study_id = keep_study(excerpts=excerpts)
    actor = keep_participant(study_id, StudyRole.READER)

    def found(**looked):
        opened = framing.open_cell(actor, study_id, Choice(), (CLUSTER, "TRUST"), framing.Looked(**looked))
        return [one.excerpt.quote for one in opened.passages], opened.n_found, opened.n_passages

    assert found(words="åsikt TVÅ") == (["Åsikt två"], 1, 3)
    assert found(words="åsikt i2") == ([], 0, 3)
    assert found(valence=Valence.HELPS) == (["Åsikt ett", "Åsikt tre"], 2, 3)
    assert found(order=framing.PassageOrder.LAST) == (["Åsikt tre", "Åsikt två", "Åsikt ett"], 3, 3)


def test_a_page_of_a_cell_goes_on_where_the_one_before_ends(monkeypatch):
    monkeypatch.setattr(framing, "ON_A_PAGE", 2)
    excerpts = tuple(make_excerpt(start=place, end=place + 3, quote=f"quote {place}") for place in range(5))
    study_id = keep_study(excerpts=excerpts)
    actor = keep_participant(study_id, StudyRole.READER)

    looked = [framing.Looked(page=number) for number in (0, 1, 2, 3, 9)]
    pages = [framing.open_cell(actor, study_id, Choice(), (CLUSTER, "TRUST"), one) for one in looked]

    assert [[one.excerpt.quote for one in page.passages] for page in pages] == [
        ["quote 0", "quote 1"],
        ["quote 0", "quote 1"],
        ["quote 2", "quote 3"],
        ["quote 4"],
        ["quote 4"],
    ]
    assert {page.pages for page in pages} == {3}
