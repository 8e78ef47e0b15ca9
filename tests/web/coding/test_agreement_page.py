"""The agreement page: pairs of coders, code by code, and what stays hidden while a double coding is under way."""

import pytest
from django.contrib.auth import get_user_model

from keep import keep_participant, keep_study
from make import make_excerpt, make_score, make_transcript
from samverkan.domain.people import StudyRole
from samverkan.records.coding import load_places
from samverkan.records.interviews import load_kept_interviews
from samverkan.web.shell.lists import ON_A_PAGE
from samverkan.workbench.coding.board import start_double_coding
from samverkan.workbench.coding.codebook import show_codebook
from samverkan.workbench.coding.comparing import compare_coders
from samverkan.workbench.coding.of_code import show_code

pytestmark = pytest.mark.django_db
QUOTE = "litar på varandra"


def enter(client, role=StudyRole.EDITOR, **parts):
    defaults = {
        "excerpts": (
            make_excerpt(coder="KA"),
            make_excerpt(coder="BO"),
            make_excerpt(coder="BO", code="GOV", start=3, end=20, quote=QUOTE),
        ),
        "scores": (make_score(coder="KA"), make_score(coder="BO", score=0.33)),
    }
    study_id = keep_study(**{**defaults, **parts})
    actor = keep_participant(study_id, role)
    client.force_login(get_user_model().objects.get(pk=actor))
    client.cookies["django_language"] = "en"
    return study_id, actor, f"/s/{study_id}/coding/agreement/"


def hide(study_id, owner):
    start_double_coding(owner, study_id, load_kept_interviews(study_id)[0].id, is_on=True)


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_code_has_its_coefficient_and_its_passages_by_one_only_lead_to_the_board(client):
    study_id, _, address = enter(client)
    [(number, _)] = load_places(study_id, "GOV")
    board = f"/s/{study_id}/coding/{load_kept_interviews(study_id)[0].id}/?x={number}#x{number}"

    page = read(client, f"{address}?sort=-different")

    assert page.index("GOV en") < page.index("TRUST en")
    assert "1.00" in page
    assert QUOTE in page
    row = page[page.index(QUOTE) - 900 : page.index(QUOTE)]
    assert [each in row for each in ('data-label="By">BO<', 'data-label="Not by">KA<')] == [True, True]
    assert f'href="{board}"' in page
    assert "0 / 1" in page


def test_the_passages_of_one_only_are_sorted_and_narrowed_apart_from_the_codes(client):
    said = ("Hur började det", "litar", "varandra")
    only = tuple(
        make_excerpt(coder="BO", code="GOV", start=6 * at, end=6 * at + 5, quote=one) for at, one in enumerate(said)
    )
    _, _, address = enter(client, excerpts=(make_excerpt(coder="KA"), make_excerpt(coder="BO"), *only))

    page = read(client, f"{address}?only-sort=-interview&sort=code")
    narrowed = read(client, f"{address}?only-q=litar+gov")

    assert page.index("varandra") < page.index("litar") < page.index("Hur började det")
    assert '<input type="hidden" name="sort" value="code">' in page
    assert [one in narrowed for one in said] == [False, True, False]
    assert narrowed.count("TRUST en") == 1


def test_every_passage_of_one_only_is_reached_page_by_page(client):
    only = tuple(
        make_excerpt(coder="BO", code="GOV", start=at, end=at + 1, quote=f"nummer{at}.") for at in range(ON_A_PAGE + 1)
    )
    text = make_transcript(("R1", "Vi litar på varandra. " * 9))
    both = (make_excerpt(coder="KA"), make_excerpt(coder="BO"))
    given = {"transcripts": {"I1": text}, "excerpts": (*both, *only)}
    _, _, address = enter(client, people={"R1": "LILL"}, **given)

    first, last = (read(client, f"{address}?only-page={page}") for page in (1, 2))

    assert [f"nummer{at}." in first for at in (0, ON_A_PAGE - 1, ON_A_PAGE)] == [True, True, False]
    assert [f"nummer{at}." in last for at in (0, ON_A_PAGE - 1, ON_A_PAGE)] == [False, False, True]


def test_one_code_shows_only_its_own_passages(client):
    _, _, address = enter(client)

    page = read(client, f"{address}?code=TRUST")

    assert "Only by one of them: TRUST en" in page
    assert QUOTE not in page
    assert "No passage: whatever one of them coded" in page


def test_without_two_coders_the_page_says_how_to_begin(client):
    _, _, address = enter(client, excerpts=(make_excerpt(),), scores=())

    page = read(client, address)

    assert "compared yet" in page
    assert "let an owner start a double coding there" in page


def test_a_double_coding_under_way_is_left_out_for_who_codes_and_shown_to_who_only_reads(client):
    study_id, owner, address = enter(client, StudyRole.OWNER)
    reader = keep_participant(study_id, StudyRole.READER, coder="")
    hide(study_id, owner)

    page = read(client, address)

    assert "1 interview is being double-coded now." in page
    assert QUOTE not in page
    assert compare_coders(owner, study_id).scores is None
    assert compare_coders(reader, study_id).pair.coders == ("BO", "KA")


def test_the_codebook_counts_only_what_one_may_see(client):
    study_id, owner, _ = enter(client, StudyRole.OWNER)
    reader = keep_participant(study_id, StudyRole.READER, coder="")
    hide(study_id, owner)

    counts = {actor: [one.count for one in show_codebook(actor, study_id).lines[:2]] for actor in (owner, reader)}
    gov = show_codebook(owner, study_id).lines[1].code.id

    # Each role of these tests codes as KA: the owner sees what KA has coded.
    assert counts == {owner: [1, 0], reader: [2, 1]}
    assert (show_code(owner, study_id, gov).count, show_code(owner, study_id, gov).excerpts) == (0, ())


@pytest.mark.parametrize("people", [{"R1": "LILL"}, {"R1": "LILL", "R2": "HOLM", "R3": "STOR"}])
def test_the_queries_do_not_grow_with_the_interviews(client, django_assert_num_queries, people):
    interviews = [f"I{place}" for place in range(1, len(people) + 1)]
    excerpts = tuple(make_excerpt(one, coder=coder) for one in interviews for coder in ("KA", "BO"))
    study_id, actor, _ = enter(client, people=people, excerpts=excerpts, scores=())

    with django_assert_num_queries(18):
        compare_coders(actor, study_id)
