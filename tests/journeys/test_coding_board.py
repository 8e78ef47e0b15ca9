"""Coding in a real browser: by mouse and by keys, with undo, with somebody else at the same interview."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from browse import drag
from keep import NOON, keep_interview, keep_participant
from make import make_excerpt, make_transcript
from samverkan.domain.coding.codebook import Kind
from samverkan.domain.people import StudyRole
from samverkan.domain.study import Municipality
from samverkan.records.coding import add_excerpts, load_codebook, load_excerpts, load_excerpts_of_interview
from samverkan.records.interviews import add_transcript_version
from samverkan.records.models import ExcerptRecord
from samverkan.records.study import add_municipalities

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TALK = make_transcript(
    ("Frågare", "Hur började det?"),
    ("R1", "Vi litar på varandra 👍 i allt. Tekniken var ett hinder för oss. Ändå gick det bra."),
    ("Frågare", "Alltid?"),
)
MARKED = (
    make_excerpt(start=18, end=38, quote="Vi litar på varandra", concerns=""),
    make_excerpt(coder="BO", start=30, end=60, quote="andra", code="GOV"),
)
Open = Callable[..., Page]


@pytest.fixture
def study() -> tuple[int, int]:
    study_id, interview_id = keep_interview(transcripts={"I1": TALK}, excerpts=MARKED)
    keep_participant(study_id, StudyRole.OWNER, coder="KA")
    keep_participant(study_id, StudyRole.EDITOR, coder="EL")
    return study_id, interview_id


@pytest.fixture
def open_board(browser: Browser, live_server, study) -> Iterator[Open]:
    contexts = []
    complaints: list[str] = []

    def open_as(role: StudyRole = StudyRole.OWNER, path: str = "", **look) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **look})
        contexts.append(context)
        visitor = Client()
        visitor.force_login(get_user_model().objects.get(email=f"{role.value}@example.org"))
        session = visitor.cookies[settings.SESSION_COOKIE_NAME].value
        cookies = {settings.SESSION_COOKIE_NAME: session, settings.LANGUAGE_COOKIE_NAME: "en"}
        context.add_cookies([{"name": name, "value": one, "url": live_server.url} for name, one in cookies.items()])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(f"{live_server.url}/s/{study[0]}/coding/{path or f'{study[1]}/'}")
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert [one for one in complaints if "409" not in one and "422" not in one] == []


def quotes(study_id: int) -> list[tuple[str, str, str]]:
    return [(one.code, one.coder, one.quote) for one in load_excerpts(study_id)][len(MARKED) :]


def test_coding_by_mouse(open_board, study):
    page = open_board()

    drag(page, "Tekniken var ett hinder")
    page.locator("[data-code=G_KNOW]").click()

    expect(page.locator("[data-said]")).to_have_text("Marked with G_KNOW en.")
    expect(page.locator(".chip", has_text="G_KNOW en")).to_have_count(1)
    assert quotes(study[0]) == [("G_KNOW", "KA", "Tekniken var ett hinder")]
    page.locator("[data-card]").get_by_role("button", name="helps").click()
    page.get_by_role("button", name="Lill").click()
    expect(page.get_by_role("button", name="Lill")).to_have_attribute("aria-pressed", "true")
    value = load_excerpts(study[0])[-1]
    assert (str(value.valence), value.concerns) == ("helps", "LILL")


def test_coding_by_keyboard_alone(open_board, study):
    page = open_board()
    page.keyboard.press("Tab")
    page.locator("[data-reading]").focus()

    for key in ("ArrowDown", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.type("trust")
    page.keyboard.press("Enter")

    expect(page.locator("[data-said]")).to_have_text("Marked with TRUST en.")
    expect(page.locator("[data-reading]")).to_be_focused()
    page.keyboard.press("-")
    expect(page.locator("[data-card] [data-key='-']")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("m")
    page.keyboard.type("Hör ihop med I2.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".chip[data-on]")).to_contain_text("✎")
    expect(page.locator("[data-reading]")).to_be_focused()
    value = load_excerpts(study[0])[-1]
    assert (value.code, str(value.valence), value.memo) == ("TRUST", "hinders", "Hör ihop med I2.")
    assert value.quote == TALK.text[value.start : value.end]


def test_after_a_code_the_keys_go_on_from_the_passage_and_all_codes_are_shown_again(open_board, study):
    page = open_board()
    drag(page, "Tekniken var ett hinder för oss.")
    page.locator("[data-reading]").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("trust")
    expect(page.locator("[data-code]:visible")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("[data-reading]")).to_be_focused()
    expect(page.locator("[data-said]")).to_have_text("Marked with TRUST en.")

    page.keyboard.press("ArrowRight")

    assert page.evaluate("getSelection().toString()") == "Ändå gick det bra."
    expect(page.locator("[data-code]:visible")).to_have_count(4)


def test_one_code_alone_in_the_text_and_all_of_them_again(open_board, study):
    page = open_board()
    page.get_by_text("Codes shown").click()
    page.get_by_label("Show in the text").select_option("GOV")
    page.get_by_role("button", name="Show", exact=True).click()

    expect(page.locator(".chip")).to_have_text(["GOV en · BO"])
    drag(page, "Tekniken var ett hinder")
    page.locator("[data-code=G_KNOW]").click()
    expect(page.locator("[data-said]")).to_contain_text("not among the codes shown now")
    expect(page.locator(".chip")).to_have_count(1)
    page.get_by_text("Only GOV en").click()
    page.get_by_role("link", name="Show all codes").click()

    expect(page.locator(".chip", has_text="G_KNOW en")).to_have_count(1)
    assert quotes(study[0]) == [("G_KNOW", "KA", "Tekniken var ett hinder")]


def test_several_codes_in_a_row_without_leaving_the_field(open_board, study):
    page = open_board()
    drag(page, "Alltid?")

    page.locator("[data-search]").focus()
    for code, key in (("gov", "Shift+Enter"), ("c_mon", "Enter")):
        page.keyboard.type(code)
        page.keyboard.press(key)
        expect(page.locator("[data-said]")).to_contain_text(code.upper())

    assert sorted(quotes(study[0])) == [("C_MONEY", "KA", "Alltid?"), ("GOV", "KA", "Alltid?")]


def test_words_are_taken_and_extended_by_keys_over_an_emoji(open_board, study):
    page = open_board()
    drag(page, "litar")
    page.locator("[data-reading]").focus()

    for _ in range(4):
        page.keyboard.press("Control+Shift+ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.type("gov")
    page.keyboard.press("Enter")

    expect(page.locator("[data-said]")).to_have_text("Marked with GOV en.")
    assert quotes(study[0]) == [("GOV", "KA", "litar på varandra 👍 i allt")]


def test_undo_and_redo_by_keys(open_board, study):
    page = open_board()
    drag(page, "Alltid?")
    page.locator("[data-code=GOV]").click()
    expect(page.locator("#t3 .chip")).to_have_count(1)
    page.locator("[data-reading]").focus()

    page.keyboard.press("Control+z")
    expect(page.locator("#t3 .chip")).to_have_count(0)
    page.keyboard.press("Control+Shift+z")
    expect(page.locator("#t3 .chip")).to_have_count(1)
    page.keyboard.press("Delete")
    expect(page.locator("#t3 .chip")).to_have_count(0)
    page.keyboard.press("Control+z")

    expect(page.locator("#t3 .chip")).to_have_count(1)
    assert quotes(study[0]) == [("GOV", "KA", "Alltid?")]


def test_two_people_see_each_other_within_seconds(open_board, study):
    mine, theirs = open_board(), open_board(StudyRole.EDITOR)
    drag(mine, "Alltid?")

    drag(theirs, "Hur började det?")
    theirs.locator("[data-code=TRUST]").click()

    expect(mine.locator("#t1 .chip")).to_have_count(1, timeout=8000)
    expect(mine.locator("#t1 .chip")).to_contain_text("EL")
    assert mine.evaluate("getSelection().toString()") == "Alltid?"
    mine.locator("[data-code=GOV]").click()
    expect(theirs.locator("#t3 .chip")).to_have_count(1, timeout=8000)
    assert sorted(quotes(study[0])) == [("GOV", "KA", "Alltid?"), ("TRUST", "EL", "Hur började det?")]


def test_a_conflict_shows_both_versions_and_the_card_as_it_is_now(open_board, study):
    mine = open_board()
    mine.locator("#t2 .chip").first.click()
    expect(mine.locator("[data-card]")).to_have_count(1)
    again = open_board(path=f"{study[1]}/?x={mine.locator('[data-card]').get_attribute('data-card')}")
    again.locator("[data-card] [data-key='*']").click()
    expect(again.locator("[data-card] [data-key='*']")).to_have_attribute("aria-pressed", "true")

    mine.locator("[data-card] [data-key='-']").click()

    expect(mine.locator(".clash")).to_contain_text("hinders")
    expect(mine.locator("[data-card] [data-key='*']")).to_have_attribute("aria-pressed", "true")


def test_a_code_that_is_not_there_is_made_and_marked_by_keys(open_board, study):
    page = open_board()
    drag(page, "Alltid?")
    page.locator("[data-reading]").focus()

    page.keyboard.press("Enter")
    page.keyboard.type("Lokal stolthet")
    expect(page.locator("[data-coin-open]")).to_have_text("New code: Lokal stolthet Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Id", exact=True)).to_have_value("LOKAL_STOLTHET")
    page.keyboard.press("Tab")
    page.keyboard.type("PRIDE")
    page.keyboard.press("Tab")
    page.keyboard.type("G")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("[data-said]")).to_contain_text("Marked with the new code Lokal stolthet")
    expect(page.locator("[data-reading]")).to_be_focused()
    assert quotes(study[0]) == [("PRIDE", "KA", "Alltid?")]
    assert load_codebook(study[0])["PRIDE"].kind is Kind.GAIN
    expect(page.locator("[data-group=gain] [data-code]:visible")).to_have_count(2)
    drag(page, "Hur började det?")
    page.locator("[data-code=PRIDE]").click()
    expect(page.locator("#t1 .chip")).to_have_count(1)
    page.locator("[data-reading]").focus()
    page.keyboard.press("Control+z")
    expect(page.locator("#t1 .chip")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(page.locator("[data-said]")).to_contain_text("the new code PRIDE stays in the codebook")


def test_a_new_code_by_mouse_is_refused_with_a_taken_id_and_left_by_escape(open_board, study):
    page = open_board()
    drag(page, "Alltid?")
    page.locator("[data-search]").fill("Stolthet")
    page.locator("[data-coin-open]").click()

    page.get_by_label("Id", exact=True).fill("TRUST")
    page.get_by_role("button", name="Add the code and mark").click()
    expect(page.locator("[data-said]")).to_contain_text("There is already a code TRUST")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Stolthet")
    page.get_by_label("Name", exact=True).press("Escape")

    expect(page.locator("[data-coin]")).to_be_hidden()
    expect(page.locator("[data-code]:visible")).to_have_count(4)
    assert quotes(study[0]) == []


def test_a_code_that_is_found_and_clicked_leaves_all_codes_shown(open_board, study):
    page = open_board()
    drag(page, "Alltid?")
    page.locator("[data-search]").fill("gov")
    expect(page.locator("[data-code]:visible")).to_have_count(1)

    page.locator("[data-code=GOV]").click()

    expect(page.locator("[data-said]")).to_have_text("Marked with GOV en.")
    expect(page.locator("[data-code]:visible")).to_have_count(4)


def test_the_twelfth_municipality_is_chosen_by_its_first_letters(open_board, study):
    names = ("Ale", "Berg", "Dals-Ed", "Eda", "Falun", "Gagnef", "Habo", "Kil", "Lekeberg", "Nora", "Norberg")
    add_municipalities(study[0], [Municipality(f"M{at}", name) for at, name in enumerate(names)])
    page = open_board()
    drag(page, "Alltid?")
    page.locator("[data-code=G_KNOW]").click()
    expect(page.locator("[data-card]")).to_have_count(1)
    page.locator("[data-reading]").focus()

    page.keyboard.press("g")
    page.keyboard.type("norb")
    expect(page.get_by_role("button", name="Norberg")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Norberg")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-reading]")).to_be_focused()
    assert load_excerpts(study[0])[-1].concerns == "M10"
    page.keyboard.press("m")
    expect(page.locator("[data-card] textarea")).to_be_focused()


def test_a_click_on_overlapping_excerpts_shows_them_all(open_board, study):
    page = open_board()
    first, second = (one.id for one in load_excerpts_of_interview(study[1]))

    page.locator(f"mark[aria-describedby~='x{first}'][aria-describedby~='x{second}']").click()

    expect(page.locator("[data-card]")).to_have_count(2)


BAR_AND_LINE = """() => {
  const wrong = [];
  document.querySelectorAll('.turn').forEach((turn) => {
    const bars = [...turn.querySelectorAll('.bar-of')];
    turn.querySelectorAll('.chip').forEach((chip, place) => {
      const first = turn.querySelector(`mark[aria-describedby~="x${chip.dataset.excerpt}"]`).getClientRects()[0];
      const gap = Math.abs(bars[place].getBoundingClientRect().top - first.top);
      if (gap > first.height / 2) wrong.push([chip.dataset.excerpt, gap]);
    });
  });
  return wrong;
}"""


def test_each_bar_begins_beside_its_line_where_many_bars_leave_less_room_for_the_words(open_board, study):
    words = "Vi litar på varandra i allt som vi gör. " * 30
    crowd = [make_excerpt(start=40 * one, end=40 * one + 450, quote=words[:9], code="GOV") for one in range(12)]
    crowd += [replace(one, start=one.start + 3, code="TRUST", coder="EL") for one in crowd]
    add_transcript_version(study[1], make_transcript(("R1", words.strip())), NOON, None)
    ExcerptRecord.objects.all().delete()
    add_excerpts(study[0], crowd)

    page = open_board(viewport={"width": 1000, "height": 900})

    expect(page.locator(".bar-of")).to_have_count(len(crowd))
    assert page.evaluate(BAR_AND_LINE) == []
    drag(page, "Vi litar")
    page.locator("[data-code=G_KNOW]").click()
    expect(page.locator(".bar-of")).to_have_count(len(crowd) + 1)
    assert page.evaluate(BAR_AND_LINE) == []


TURNS = """() => [...document.querySelectorAll('.turn')].map((turn) => {
  const copy = turn.cloneNode(true);
  copy.querySelector('.bars').replaceChildren();
  copy.querySelector('.bars').removeAttribute('style');
  copy.querySelectorAll('[data-on]').forEach((one) => one.removeAttribute('data-on'));
  return copy.outerHTML;
})"""


def test_what_acts_have_left_on_the_page_is_what_a_new_page_shows(open_board, study):
    page = open_board()
    drag(page, "Tekniken")
    page.evaluate("document.querySelector('#t2 .chip').isOld = document.querySelector('#t2 .bar-of').isOld = true")

    for words, code in (("varandra 👍 i allt", "G_KNOW"), ("litar", "TRUST"), ("i allt. Tekniken", "GOV")):
        drag(page, words)
        page.locator(f"[data-code={code}]").click()
        expect(page.locator("[data-said]")).to_have_text(f"Marked with {code} en.")
    page.locator("[data-reading]").focus()
    for key, count in (("Control+z", 4), ("Control+z", 3), ("Control+y", 4), ("Delete", 3)):
        page.keyboard.press(key)
        expect(page.locator("#t2 .chip")).to_have_count(count)
    left = page.evaluate(TURNS)

    assert page.evaluate("document.querySelector('#t2 .chip').isOld && document.querySelector('#t2 .bar-of').isOld")
    page.reload()
    assert page.evaluate(TURNS) == left


def test_an_excerpt_gets_another_code_from_a_list_that_is_filled_when_it_is_opened(open_board, study):
    page = open_board()
    page.locator("#t2 .chip").first.click()
    expect(page.locator("[data-card] option")).to_have_count(1)

    page.locator("[data-card] summary", has_text="Other code").dblclick()
    page.locator("[data-card] summary", has_text="Other code").click()
    expect(page.locator("[data-card]")).to_have_count(1)
    choice = page.locator("[data-card] select")
    expect(choice).to_have_value("TRUST")
    choice.select_option("GOV")
    page.locator(".recode button").click()

    expect(page.locator("[data-card] h2")).to_have_text("GOV en")
    assert [one.code for one in load_excerpts(study[0])] == ["GOV", "GOV"]


def test_the_text_is_there_without_scripts(open_board):
    page = open_board(java_script_enabled=False)

    expect(page.locator("[data-text]")).to_have_text([TALK.text[one.start : one.end] for one in TALK.turns])
    page.locator(".chip").first.click()
    expect(page.locator("[data-card]")).to_have_count(1)
    page.locator("[data-card]").get_by_role("button", name="mixed").click()
    expect(page.locator(".message")).to_have_text("Saved.")
