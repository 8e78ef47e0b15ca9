"""While an interview is double-coded, no page and no file shows a coder what the others have done in it."""

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from keep import NOON, keep_account, keep_participant, keep_study
from make import CLUSTER, make_evidence, make_excerpt, make_transcript
from samverkan.domain.history import Chosen, Event
from samverkan.domain.people import StudyRole
from samverkan.records.coding import load_excerpts_of_interview
from samverkan.records.history import add_event
from samverkan.records.interviews import load_kept_interviews
from samverkan.records.models import ExcerptRecord
from samverkan.records.study import add_participant
from samverkan.workbench import jobs
from samverkan.workbench.coding.board import start_double_coding
from samverkan.workbench.coding.scoring import Judgement, score_informant
from samverkan.workbench.history import show_history
from samverkan.workbench.interviews.listing import list_interviews
from samverkan.workbench.interviews.revising import Edited, revise_transcript, show_revision
from samverkan.workbench.interviews.searching import prepare_search

pytestmark = pytest.mark.django_db
TEXT = "Vi litar på varandra här. Pengarna räcker inte till allt."
OTHERS = "räcker inte"
PLACE = TEXT.index(OTHERS), TEXT.index(OTHERS) + len(OTHERS)
SHOWN = f"characters {PLACE[0]}–{PLACE[1]}"
ROLES = [StudyRole.EDITOR, StudyRole.OWNER]


@pytest.fixture
def study():
    """A study in whose first interview KA has marked a passage and BO another, and which is being double-coded.

    Its number, that of the interview, and that of an owner who does not code.
    """
    marked = (
        make_excerpt("I1", "TRUST", quote=TEXT[:10]),
        make_excerpt("I1", "GOV", coder="BO", start=PLACE[0], end=PLACE[1], quote=OTHERS),
    )
    transcripts = {**make_evidence().transcripts, "I1": make_transcript(("R1", TEXT))}
    study_id = keep_study(excerpts=marked, transcripts=transcripts)
    boss = keep_account("boss@example.org")
    add_participant(study_id, boss, StudyRole.OWNER)
    interview = load_kept_interviews(study_id)[0].id
    start_double_coding(boss, study_id, interview, is_on=True)
    return study_id, interview, boss


def log_in(client, account):
    client.force_login(get_user_model().objects.get(pk=account))
    client.cookies["django_language"] = "en"


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def note_marking(study_id, interview):
    """Tell in the history what was marked by each coder, as the board does."""
    for one in load_excerpts_of_interview(interview):
        row = {"table": "excerpt", "id": one.id, "code": one.value.code, "start": one.value.start, "is_deleted": False}
        content = {"about": {"coder": one.value.coder, "place": f"{one.value.start}-{one.value.end}"}, "rows": [row]}
        add_event(study_id, Event(NOON, None, "mark-excerpt", "coding", f"interview:{interview}", None, content))


@pytest.mark.parametrize("role", ROLES)
def test_the_history_tells_a_coder_that_others_marked_but_neither_where_nor_with_which_code(client, study, role):
    study_id, interview, boss = study
    note_marking(study_id, interview)
    log_in(client, keep_participant(study_id, role))

    hidden = read(client, f"/s/{study_id}/history/")
    start_double_coding(boss, study_id, interview, is_on=False)
    shown = read(client, f"/s/{study_id}/history/")

    assert (hidden.count("A passage was marked.</strong>"), hidden.count("0–10")) == (2, 1)
    assert not any(word in hidden for word in ("GOV", "<td>BO</td>", SHOWN))
    assert all(word in shown for word in ("GOV", "<td>BO</td>", SHOWN))


def test_the_history_tells_a_coder_nothing_of_others_scores_and_of_merged_codes_only_what_is_seen(client, study):
    study_id, interview, _ = study
    other, mine = keep_account("bo@example.org"), keep_participant(study_id)
    add_participant(study_id, other, StudyRole.EDITOR, "BO")
    score_informant(other, study_id, Judgement(CLUSTER, "TRUST", "R1", 0.33, True, "Bo's reason."), 0)
    score_informant(mine, study_id, Judgement(CLUSTER, "TRUST", "R1", 0.67, True, "My reason."), 0)
    own, others = (one.id for one in load_excerpts_of_interview(interview))
    rows = [{"table": "excerpt", "id": one, "code_id": code} for one, code in ((own, 7701), (others, 7702))]
    add_event(study_id, Event(NOON, other, "merge-codes", "coding", "codebook", None, {"rows": rows}))
    add_event(study_id, Event(NOON, other, "place-excerpt", "interviews", f"excerpt:{others}", {"start": 4321}))
    log_in(client, mine)

    page = read(client, f"/s/{study_id}/history/")

    assert "My reason." in page
    assert "7701" in page
    assert not any(word in page for word in ("Bo&#x27;s reason.", "7702", "4321"))


def test_who_only_reads_sees_the_whole_history_during_a_double_coding(client, study):
    study_id, interview, _ = study
    note_marking(study_id, interview)
    log_in(client, keep_participant(study_id, StudyRole.READER, ""))

    assert SHOWN in read(client, f"/s/{study_id}/history/")


def test_what_others_deleted_is_not_shown_to_who_double_codes(client, study):
    study_id, interview, boss = study
    ExcerptRecord.objects.filter(coder="BO").update(is_deleted=True)
    log_in(client, keep_participant(study_id))

    hidden = read(client, f"/s/{study_id}/history/deleted/")
    start_double_coding(boss, study_id, interview, is_on=False)

    assert OTHERS not in hidden
    assert OTHERS in read(client, f"/s/{study_id}/history/deleted/")


@pytest.mark.parametrize("role", ROLES)
def test_a_coder_cannot_download_the_study_during_a_double_coding_and_is_told_until_when(client, study, role):
    study_id, interview, boss = study
    log_in(client, keep_participant(study_id, role))

    refused = client.post(f"/s/{study_id}/study/export/", follow=True)
    start_double_coding(boss, study_id, interview, is_on=False)
    sent = client.post(f"/s/{study_id}/study/export/")

    assert "marked or scored in I1, and it is hidden from you until an owner ends" in refused.content.decode()
    assert sent["Content-Type"] == "application/zip"


def test_an_owner_who_does_not_code_downloads_the_study_and_makes_the_evaluation_meanwhile(client, study):
    study_id, _, boss = study
    log_in(client, boss)

    sent = client.post(f"/s/{study_id}/study/export/")
    asked = client.post(f"/s/{study_id}/report/start/", {"language": "en"})

    assert sent["Content-Type"] == "application/zip"
    assert (asked.status_code, asked["Location"]) == (302, f"/s/{study_id}/report/")


def test_a_study_with_nothing_by_others_is_downloaded_during_a_double_coding(client, study):
    study_id, _, _ = study
    ExcerptRecord.objects.filter(coder="BO").delete()
    log_in(client, keep_participant(study_id))

    assert client.post(f"/s/{study_id}/study/export/")["Content-Type"] == "application/zip"


def test_a_study_in_which_others_have_only_scored_is_not_downloaded_either(client, study):
    study_id, _, _ = study
    ExcerptRecord.objects.filter(coder="BO").delete()
    other = keep_account("bo@example.org")
    add_participant(study_id, other, StudyRole.EDITOR, "BO")
    score_informant(other, study_id, Judgement(CLUSTER, "TRUST", "R1", 0.33, True, "Bo's reason."), 0)
    log_in(client, keep_participant(study_id))

    assert client.post(f"/s/{study_id}/study/export/").status_code == 302


def test_a_search_within_a_code_looks_only_at_what_one_may_see(client, study):
    study_id, interview, boss = study
    actor = keep_participant(study_id)
    prepare_search(actor, study_id)
    log_in(client, actor)
    found = {code: f"/s/{study_id}/interviews/search/?q=pengarna&code={code}" for code in ("GOV", "TRUST")}

    hidden = {code: "<mark>" in read(client, address) for code, address in found.items()}
    start_double_coding(boss, study_id, interview, is_on=False)
    shown = {code: "<mark>" in read(client, address) for code, address in found.items()}

    assert hidden == {"GOV": False, "TRUST": True}
    assert shown == {"GOV": True, "TRUST": True}


@pytest.mark.parametrize("role", ROLES)
def test_a_coder_neither_makes_nor_opens_an_evaluation_of_what_is_hidden(client, study, role):
    study_id, interview, boss = study
    room = f"/s/{study_id}/report/"
    log_in(client, boss)
    client.post(f"{room}start/", {"language": "en"})
    while jobs.do_next("worker", timezone.now()):
        pass
    run = read(client, room).split('id="run-')[1].split('"')[0]
    files = [f"{room}{run}/{name}" for name in ("report.html", "tables.xlsx", "results.json")]
    opened = [client.get(one).status_code for one in files]
    log_in(client, keep_participant(study_id, role))

    asked = client.post(f"{room}start/", {"language": "en"})
    page, line = read(client, room), read(client, f"{room}{run}/")
    refused = [client.get(one) for one in files]
    start_double_coding(boss, study_id, interview, is_on=False)

    assert (opened, asked.status_code) == ([200, 200, 200], 422)
    assert "hidden from you until an owner ends the double coding there. Make it after that" in asked.content.decode()
    assert [one.status_code for one in refused] == [403, 403, 403]
    assert all("Then you can read it." in one.content.decode() for one in refused)
    assert not any(one in page + line for one in files)
    assert "Not while I1 is being double-coded" in page
    assert "You can read it when an owner has ended the double coding there." in line
    assert [client.get(one).status_code for one in files] == [200, 200, 200]


def test_who_only_reads_opens_the_evaluation_during_a_double_coding(client, study):
    study_id, _, boss = study
    room = f"/s/{study_id}/report/"
    log_in(client, boss)
    client.post(f"{room}start/", {"language": "en"})
    while jobs.do_next("worker", timezone.now()):
        pass
    log_in(client, keep_participant(study_id, StudyRole.READER, ""))

    page = read(client, room)

    report = page.split('class="button-second" href="')[1].split('"')[0]
    assert client.get(report).status_code == 200


def test_excerpts_of_others_that_wait_are_neither_shown_nor_counted_nor_decided(client, study):
    study_id, interview, boss = study
    seen = show_revision(boss, study_id, interview)
    changed = seen.text.replace(OTHERS, "tar slut").replace("Vi litar på", "Vi tror på")
    revise_transcript(boss, study_id, interview, Edited(seen.transcript_id, changed))
    actor = keep_participant(study_id)
    own, others = ExcerptRecord.objects.order_by("start").values_list("pk", "version")
    log_in(client, actor)
    room = f"/s/{study_id}/interviews/conflicts/"

    page = read(client, room)
    waiting = list_interviews(actor, study_id)[0].coded.waiting
    decided = client.post(f"{room}{others[0]}/", {"act": "drop", "version": others[1], "place": "", "words": ""})
    start_double_coding(boss, study_id, interview, is_on=False)

    assert f'id="c{own[0]}"' in page
    assert f'id="c{others[0]}"' not in page
    assert (">BO<" in page, waiting, decided.status_code) == (False, 1, 404)
    assert f'id="c{others[0]}"' in read(client, room)
    assert list_interviews(actor, study_id)[0].coded.waiting == 2


def test_what_others_deleted_cannot_be_brought_back_by_who_double_codes_either(client, study):
    study_id, interview, boss = study
    ExcerptRecord.objects.filter(coder="BO").update(is_deleted=True)
    others = ExcerptRecord.objects.get(coder="BO")
    log_in(client, keep_participant(study_id))
    sent = {"kind": "excerpt", "number": others.pk}

    refused = client.post(f"/s/{study_id}/history/deleted/restore/", sent)
    is_still_deleted = ExcerptRecord.objects.get(pk=others.pk).is_deleted
    start_double_coding(boss, study_id, interview, is_on=False)
    done = client.post(f"/s/{study_id}/history/deleted/restore/", sent)

    assert (refused.status_code, is_still_deleted) == (404, True)
    assert done.status_code == 302
    assert not ExcerptRecord.objects.get(pk=others.pk).is_deleted


def test_who_edits_a_text_is_told_of_the_excerpts_that_are_seen_and_not_deleted(client, study):
    study_id, interview, _ = study
    actor = keep_participant(study_id)
    seen = show_revision(actor, study_id, interview)

    during = revise_transcript(actor, study_id, interview, Edited(seen.transcript_id, f"{seen.text} Ja."))
    ExcerptRecord.objects.filter(coder="KA").update(is_deleted=True)
    again = show_revision(actor, study_id, interview)
    after = revise_transcript(actor, study_id, interview, Edited(again.transcript_id, f"{again.text} Nej."))

    assert (during.moved, during.waiting) == (1, 0)
    assert (after.moved, after.waiting) == (0, 0)


def test_of_merged_codes_the_history_counts_the_excerpts_that_are_seen(client, study):
    study_id, interview, boss = study
    own, others = (one.id for one in load_excerpts_of_interview(interview))
    rows = [{"table": "excerpt", "id": one, "code_id": 7701} for one in (own, others)]
    content = {"about": {"codes": ["TRUST", "GOV"], "excerpts": 2}, "rows": rows}
    add_event(study_id, Event(NOON, boss, "merge-codes", "coding", "codebook", content, content))
    actor = keep_participant(study_id)

    event = show_history(actor, study_id, Chosen()).events[0].value

    assert event.after is not None
    assert event.after["about"]["excerpts"] == 1
