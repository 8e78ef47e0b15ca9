"""The pages on which a team settles what its coders differ in."""

import re

import pytest
from django.contrib.auth import get_user_model

from keep import keep_interview, keep_participant
from make import SMALL, make_excerpt, make_score, make_transcript
from samverkan.domain.coding.agreed import AGREED
from samverkan.domain.people import StudyRole
from samverkan.records.coding import find_code, load_excerpts, load_scores, load_settlements
from samverkan.web.rights import RIGHTS
from samverkan.web.shell.navigation import ABOVE, STUDY_PAGES
from samverkan.workbench.coding.agreeing import Choice, Decision, settle_difference
from samverkan.workbench.coding.board import start_double_coding
from samverkan.workbench.coding.settling import Sift, open_settling, show_settling

pytestmark = pytest.mark.django_db
TALK = make_transcript(("Q", "Hur går det?"), ("R1", "Vi litar på varandra och på driften."), ("Q", "Alltid?"))


def mark(coder, start, end, code="TRUST", **fields):
    return make_excerpt(coder=coder, start=start, end=end, code=code, quote=TALK.text[start:end], **fields)


EXCERPTS = (mark("KA", 14, 34), mark("BO", 17, 34, memo="Bara orden."), mark("KA", 35, 49, code="GOV"))
SCORES = (make_score("R1", 0.67, reason="Ja."), make_score("R1", 0.33, coder="BO", reason="Nja."))


def enter(client, role=StudyRole.EDITOR, **parts):
    study_id, interview_id = keep_interview(
        **{"excerpts": EXCERPTS, "scores": SCORES, "transcripts": {"I1": TALK}, **parts}
    )
    actor = keep_participant(study_id, role)
    client.force_login(get_user_model().objects.get(pk=actor))
    client.cookies["django_language"] = "en"
    return study_id, interview_id, actor


def way(study_id, interview_id, act=""):
    return f"/s/{study_id}/coding/{interview_id}/settle/{act}"


def read(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def fields_of(page, **changes):
    """What the form of the opened difference sends."""
    form = page[page.index('class="settle-form"') :]
    names = ("at", "difference", "seen", "version", "code", "left")
    found = {name: re.search(rf'name="{name}"\s+value="([^"]*)"', form) for name in names}
    return {**{name: one[1] for name, one in found.items() if one}, **changes}


def test_a_difference_shows_what_each_coder_did_beside_the_meaning_of_the_code(client):
    study_id, interview_id, _ = enter(client)

    page = read(client, way(study_id, interview_id))

    assert "Difference 1 of 3" in page
    assert "Other ends" in page
    assert "Bara orden." in page
    assert '<span class="by">BO KA</span>litar på varandra</mark>' in page
    assert '<mark class="by-some"><span class="by">KA</span>Vi </mark>' in page
    assert "0 of 3 settled" in page
    assert "What the codes mean" in page


def test_a_one_sided_passage_says_who_has_not_marked_it(client):
    study_id, interview_id, _ = enter(client)

    page = read(client, f"{way(study_id, interview_id)}?code=GOV")

    assert "Has not marked this." in page
    assert "Nothing here, as BO has it" in page
    assert "Difference 1 of 1" in page


def test_settling_goes_on_to_the_next_within_what_one_looks_for(client):
    study_id, interview_id, _ = enter(client)
    page = read(client, f"{way(study_id, interview_id)}?code=TRUST")

    sent = fields_of(page, choice="one:KA", reason="Hela.")
    answer = client.post(way(study_id, interview_id, "passage/"), sent)

    following = open_settling_key(client, study_id, interview_id, 2)
    assert answer.status_code == 302
    assert answer["Location"] == f"{way(study_id, interview_id)}?code=TRUST&at={following}"
    assert [(one.coder, one.verdict, one.reason) for one in load_settlements(study_id)] == [
        ("KA", "kept", "Hela."),
        ("BO", "dropped", "Hela."),
    ]
    assert "2 are left" in read(client, answer["Location"])


def open_settling_key(client, study_id, interview_id, place):
    actor = int(client.session["_auth_user_id"])
    return open_settling(actor, study_id, interview_id, Sift()).items[place].key


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Choose how it is to be settled."),
        ({"choice": "somehow"}, "Choose how it is to be settled."),
        ({"choice": "adjusted:KA", "words": "misstror"}, "These words are not in the text shown."),
        ({"choice": "one:EL"}, "EL has marked nothing here."),
    ],
)
def test_what_cannot_be_decided_comes_back_with_what_was_typed(client, changes, words):
    study_id, interview_id, _ = enter(client)
    sent = fields_of(read(client, way(study_id, interview_id)), reason="Skrivet.", **changes)

    answer = client.post(way(study_id, interview_id, "passage/"), sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page[page.index("data-problem") :]
    assert ">Skrivet.</textarea>" in page
    assert load_settlements(study_id) == ()


def words_in(page):
    """What stands in the field for the passage with other ends."""
    return re.search(r'<textarea id="words"[^>]*>([^<]*)</textarea>', page)[1]


def test_the_field_for_other_ends_has_the_passage_what_was_typed_and_what_was_settled(client):
    study_id, interview_id, _ = enter(client)
    here = way(study_id, interview_id)
    fresh = read(client, here)
    sent = fields_of(fresh, choice="adjusted:KA", words="misstror", reason="Också driften.")

    refused = client.post(way(study_id, interview_id, "passage/"), sent).content.decode()
    client.post(way(study_id, interview_id, "passage/"), {**sent, "words": "varandra och på driften"})

    settled = read(client, f"{here}?at={sent['at']}")
    assert [words_in(one) for one in (fresh, refused, settled)] == [
        "Vi litar på varandra",
        "misstror",
        "varandra och på driften",
    ]


def test_a_decision_on_what_somebody_has_settled_meanwhile_shows_both(client):
    study_id, interview_id, actor = enter(client)
    sent = fields_of(read(client, way(study_id, interview_id)), choice="one:KA", reason="Mitt skäl.")
    opened = open_settling(actor, study_id, interview_id, Sift()).opened
    settle_difference(
        actor, study_id, interview_id, Decision(opened.number, opened.seal, Choice.NONE, reason="Annat skäl.")
    )

    answer = client.post(way(study_id, interview_id, "passage/"), sent)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert both_in(page) == [
        ("What stands in the agreed coding", "As KA has it", "Nothing here"),
        ("Reason", "Mitt skäl.", "Annat skäl."),
        ("Settled by", "–", f"KA {opened_now(actor, study_id, interview_id).settled_at[:10]}"),
    ]
    assert f'href="{way(study_id, interview_id)}?at={sent["at"]}">let stand' in page
    assert ">Mitt skäl.</textarea>" in page
    assert re.search(r'value="one:KA"\s+data-key="\d"\s+checked', page)
    again = client.post(way(study_id, interview_id, "passage/"), {**sent, **fields_of(page)})
    assert again.status_code == 302
    assert {one.reason for one in load_settlements(study_id)} == {"Mitt skäl."}


def both_in(page):
    """What was sent and what is there now, field by field."""
    table = page[page.index("<tbody>", page.index("data-problem")) : page.index("let stand what")]
    return re.findall(r'<th scope="row">(.*?)</th>\s*<td>(.*?)</td>\s*<td>\s*<strong>(.*?)</strong>', table)


def opened_now(actor, study_id, interview_id):
    page = open_settling(actor, study_id, interview_id, Sift())
    return open_settling(actor, study_id, interview_id, Sift(), page.items[0].key).opened


def test_a_score_that_somebody_has_settled_meanwhile_shows_both(client):
    study_id, interview_id, _ = enter(client)
    sent = fields_of(read(client, f"{way(study_id, interview_id)}?kind=score"), score="33", reason="Mitt skäl.")
    client.post(way(study_id, interview_id, "score/"), {**sent, "score": "silent", "reason": "Annat skäl."})

    answer = client.post(way(study_id, interview_id, "score/"), sent)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert both_in(page) == [("Level", "0.33", "silent"), ("Reason", "Mitt skäl.", "Annat skäl.")]
    assert ">Mitt skäl.</textarea>" in page


def test_what_was_typed_about_a_difference_that_is_gone_is_not_put_into_another(client):
    study_id, interview_id, _ = enter(client)
    sent = fields_of(read(client, way(study_id, interview_id)), choice="one:KA", reason="Mitt skäl.")

    answer = client.post(way(study_id, interview_id, "passage/"), {**sent, "difference": 0, "at": "x0"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "no longer differ like this" in page
    assert ">Mitt skäl.</textarea>" not in page
    assert '<span class="verbatim">Mitt skäl.</span>' in page


def test_a_score_is_settled_with_a_level_and_a_reason(client):
    study_id, interview_id, _ = enter(client)
    page = read(client, f"{way(study_id, interview_id)}?kind=score")
    assert ["Ja." in page, "Nja." in page] == [True, True]

    without = client.post(way(study_id, interview_id, "score/"), fields_of(page, score="33", reason=""))
    answer = client.post(way(study_id, interview_id, "score/"), fields_of(page, score="33", reason="Efter samtal."))

    assert (without.status_code, answer.status_code) == (422, 302)
    assert "Write why" in without.content.decode().split("data-problem")[1]
    assert re.findall(r'<kbd aria-hidden="true">(\d)</kbd>', page) == list("123456")
    assert [(one.score, one.reason) for one in load_scores(study_id) if one.coder == AGREED] == [
        (0.33, "Efter samtal.")
    ]


def settle_all(client, study_id, interview_id):
    for code in ("TRUST", "GOV"):
        page = read(client, f"{way(study_id, interview_id)}?code={code}&kind={'extent' if code == 'TRUST' else ''}")
        client.post(way(study_id, interview_id, "passage/"), fields_of(page, choice="one:KA"))


def test_the_agreed_coding_is_let_count_withdrawn_undone_and_done_again(client):
    study_id, interview_id, _ = enter(client)
    assert "Let the agreed coding count" not in read(client, way(study_id, interview_id))
    settle_all(client, study_id, interview_id)
    assert "Let the agreed coding count" in read(client, way(study_id, interview_id))

    counts = []
    for act in ("count/", "withdraw/", "undo/", "undo/", "redo/"):
        answer = client.post(way(study_id, interview_id, act), {"code": "GOV"}, follow=True)
        assert answer.redirect_chain == [(f"{way(study_id, interview_id)}?code=GOV", 302)]
        counts.append(sum(one.coder == AGREED for one in load_excerpts(study_id)))

    assert counts == [2, 0, 2, 0, 2]


def test_what_cannot_be_done_is_said_on_the_page(client):
    study_id, interview_id, _ = enter(client)

    for act, words in (
        ("count/", "Not every difference is settled yet."),
        ("withdraw/", "No agreed coding counts"),
        ("undo/", "There is nothing to undo."),
    ):
        assert words in client.post(way(study_id, interview_id, act), follow=True).content.decode()


def test_the_list_of_interviews_tells_how_far_it_has_come_and_by_whom(client):
    study_id, interview_id, _ = enter(client)
    settle_all(client, study_id, interview_id)
    client.post(way(study_id, interview_id, "count/"))

    page = read(client, f"/s/{study_id}/coding/settle/")
    on_code = read(client, f"/s/{study_id}/coding/settle/?code=GOV")

    assert "the agreed coding" in page
    assert "Whose coding it went by" in page
    assert f'href="{way(study_id, interview_id)}"' in page
    assert f'href="{way(study_id, interview_id)}?code=GOV"' in on_code


def test_nothing_to_settle_says_what_is_needed(client):
    study_id, interview_id, _ = enter(client, excerpts=(mark("KA", 14, 34),), scores=())

    assert "There is nothing to settle yet" in read(client, f"/s/{study_id}/coding/settle/")
    assert "Nobody else has coded this interview" in read(client, way(study_id, interview_id))
    assert "Differences between coders" not in read(client, f"/s/{study_id}/interviews/{interview_id}/")


@pytest.mark.parametrize("role", [StudyRole.OWNER, StudyRole.EDITOR, StudyRole.READER])
def test_while_an_interview_is_double_coded_its_page_is_refused_to_everybody(client, role):
    study_id, interview_id, _ = enter(client, role)
    owner = keep_participant(study_id, StudyRole.OWNER, coder="AN") if role is not StudyRole.OWNER else _
    start_double_coding(owner, study_id, interview_id, is_on=True)

    page = read(client, way(study_id, interview_id), 400)

    assert "I1 is being double-coded" in page
    assert "litar" not in page
    assert re.findall(r'<a class="button[^"]*"\s+href="([^"]*)"', page) == [
        f"/s/{study_id}/coding/settle/",
        f"/s/{study_id}/coding/agreement/",
    ]
    assert "1 interview is being double-coded now." in read(client, f"/s/{study_id}/coding/settle/")
    assert "Differences between coders" not in read(client, f"/s/{study_id}/interviews/{interview_id}/")


def test_a_reader_sees_the_differences_and_no_form(client):
    study_id, interview_id, _ = enter(client, StudyRole.READER)

    page = read(client, way(study_id, interview_id))

    assert "Difference 1 of 3" in page
    assert "settle-form" not in page


def test_the_agreement_page_and_the_interview_lead_here(client):
    study_id, interview_id, _ = enter(client)

    agreement = read(client, f"/s/{study_id}/coding/agreement/?pair=BO|KA&code=GOV")
    interview = read(client, f"/s/{study_id}/interviews/{interview_id}/")

    assert f'href="/s/{study_id}/coding/settle/"' in agreement
    assert f'href="/s/{study_id}/coding/settle/?code=GOV"' in agreement
    assert f'href="{way(study_id, interview_id)}"' in interview


def test_the_history_tells_what_was_settled_in_a_sentence(client):
    study_id, interview_id, _ = enter(client)
    settle_all(client, study_id, interview_id)
    client.post(way(study_id, interview_id, "count/"))
    client.post(way(study_id, interview_id, "undo/"))

    page = read(client, f"/s/{study_id}/history/")

    assert "A difference between coders in I1 was settled: GOV en." in page
    assert "The agreed coding of I1 was made, and counts." in page
    assert "Undone: The agreed coding of I1 was made, and counts." in page


def test_the_overview_says_to_go_on_when_settling_is_half_done(client):
    study_id, interview_id, _ = enter(client, people={"R1": SMALL})
    page = read(client, f"{way(study_id, interview_id)}?code=GOV")
    before = read(client, f"/s/{study_id}/")
    client.post(way(study_id, interview_id, "passage/"), fields_of(page, choice="one:KA"))

    after = read(client, f"/s/{study_id}/")
    settle_all(client, study_id, interview_id)
    client.post(way(study_id, interview_id, "count/"))

    whole = read(client, f"/s/{study_id}/")
    assert ["Go on settling" in one for one in (before, after, whole)] == [False, True, False]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_whatever_it_holds(client, count, django_assert_num_queries):
    excerpts = tuple(
        make_excerpt(f"I{place}", coder=coder, start=start)
        for place in range(1, count + 1)
        for coder, start in (("KA", 0), ("BO", 3))
    )
    study_id, _, actor = enter(client, excerpts=excerpts)
    show_settling(actor, study_id)

    with django_assert_num_queries(11):
        overview = show_settling(actor, study_id)

    assert len(overview.lines) == count


def test_an_excerpt_of_the_agreed_coding_has_no_box_to_tick_on_the_page_of_its_code(client):
    study_id, interview_id, _ = enter(client, StudyRole.OWNER)
    settle_all(client, study_id, interview_id)
    client.post(way(study_id, interview_id, "count/"))
    marked = [one for one in load_excerpts(study_id) if one.code == "GOV"]

    page = read(client, f"/s/{study_id}/coding/codebook/{find_code(study_id, 'GOV')['id']}/")

    assert [one.coder for one in marked] == ["KA", AGREED]
    assert (page.count('class="quote-line"'), page.count('type="checkbox"')) == (2, 1)


@pytest.mark.parametrize("act", ["passage/", "score/", "count/", "withdraw/", "undo/"])
def test_nothing_is_settled_while_an_interview_is_double_coded(client, act):
    study_id, interview_id, owner = enter(client, StudyRole.OWNER)
    sent = fields_of(read(client, way(study_id, interview_id)), choice="one:KA", score="33", reason="Ja.")
    start_double_coding(owner, study_id, interview_id, is_on=True)

    answer = client.post(way(study_id, interview_id, act), sent)

    assert answer.status_code == 400
    assert f'href="/s/{study_id}/coding/agreement/"' in answer.content.decode()
    assert load_settlements(study_id) == ()


def marked_pages(page):
    """The links beside the page that are marked as where one is."""
    frame = page[page.index('class="study-nav"') :]
    return re.findall(r'aria-current="(\w+)">([^<]*)</a>', frame[: frame.index("</nav>")])


def test_a_page_that_answers_an_act_lies_under_the_same_page_as_the_form(client):
    study_id, interview_id, _ = enter(client)
    sent = {"factor": "TRUST", "respondent": "R1", "version": "0", "score": "33", "reason": ""}

    passage = client.post(way(study_id, interview_id, "passage/"), {})
    score = client.post(way(study_id, interview_id, "score/"), {})
    judged = client.post(f"/s/{study_id}/coding/scores/save/", sent)

    assert [marked_pages(one.content.decode()) for one in (passage, score, judged)] == [
        [("true", "Agreement")],
        [("true", "Agreement")],
        [("true", "Scores")],
    ]


def test_every_act_of_settling_and_scoring_is_placed_under_its_page():
    names = [one for one in RIGHTS if one.startswith(("coding:settl", "coding:score"))]

    above = {one: ABOVE.get(one) for one in names if one not in dict(STUDY_PAGES)}

    assert above == {one: "coding:agreement" if "settl" in one else "coding:scores" for one in above}
    assert len(above) == 11
